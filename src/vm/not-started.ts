import { PortError } from '../base/port-error.ts';
import type { Text } from '../base/text.ts';
import { type Firmware, otherFirmware } from '../image/boots.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Hypervisor } from './hypervisor.ts';
import type { StartSigns } from './ports/signs.ts';
import type { Vm } from './vm.ts';

/**
 * Less than any kernel and what loads it, and more than both firmwares read of disks and discs where they find nothing, in
 * bytes.
 */
export const LESS_THAN_A_SYSTEM = 256 * 1024;

/**
 * Why a running machine is not booting, where that can be seen: its firmware gave up, or it waits without having read a
 * system. null: nothing of that kind, or nobody knows.
 * @throws PortError where the host does not answer
 */
export async function whyNotStarted(
  hypervisor: Hypervisor,
  vm: Vm,
  signal?: AbortSignal,
): Promise<Diagnosis | null> {
  if (vm.power !== 'running') return null;
  const signs = await signsOf(hypervisor, vm, signal);
  if (!signs) return null;
  const { lastWords, isWaiting, readBytes } = signs;
  if (lastWords !== null) return gaveUp(vm, lastWords);
  return isWaiting && readBytes < LESS_THAN_A_SYSTEM ? readNothing(vm, readBytes) : null;
}

/** What cannot be seen now is no answer, and no fault of the machine. */
async function signsOf(
  hypervisor: Hypervisor,
  vm: Vm,
  signal: AbortSignal | undefined,
): Promise<StartSigns | null> {
  try {
    return await hypervisor.startSigns(vm.ref, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted || !(error instanceof PortError) || error.kind === 'unreachable') throw error;
    return null;
  }
}

/** Its words were read off its screen or console, on which whatever runs inside may write them, too. */
function gaveUp(vm: Vm, lastWords: string): Diagnosis {
  const firmware = firmwareName(vm);
  const words = lastWords.replace(/\.$/, '');
  return {
    reason: {
      en: `${vm.name} seems to have found no system to start: its firmware${firmware} says “${words}”.`,
      es: `Parece que ${vm.name} no ha encontrado ningún sistema que arrancar: su firmware${firmware} dice «${words}».`,
    },
    hint: remedy(vm),
    console: null,
  };
}

function readNothing(vm: Vm, readBytes: number): Diagnosis {
  const read = Math.ceil(readBytes / 1024);
  const { en, es } = remedy(vm);
  return {
    reason: {
      en: `${vm.name} seems to have started no system: since it was switched on it has read only ${read} KiB of its disks, and now it waits.`,
      es: `Parece que ${vm.name} no ha arrancado ningún sistema: desde que se encendió solo ha leído ${read} KiB de sus discos, y ahora espera.`,
    },
    hint: {
      en: `If it waits for a key, its screen says so: /vm screenshot ${vm.name}. ${en}`,
      es: `Si espera una tecla, lo dice su pantalla: /vm screenshot ${vm.name}. ${es}`,
    },
    console: null,
  };
}

const NAMES: Readonly<Record<Firmware, string>> = { bios: 'BIOS', uefi: 'UEFI' };

/** In brackets, the same in both languages; nothing where it is not known. */
function firmwareName({ startsBy }: Vm): string {
  return startsBy ? ` (${NAMES[startsBy.firmware]})` : '';
}

function remedy({ name, startsBy, disc }: Vm): Text {
  const insert = `/cd insert ${name}`;
  if (startsBy && !startsBy.hasDisk && typeof disc !== 'string') {
    return {
      en: `It has no disk, and no disc in its drive: put one in with ${insert}, then /vm restart ${name}.`,
      es: `No tiene disco duro ni disco óptico en su unidad: ponga uno con ${insert} y después /vm restart ${name}.`,
    };
  }
  if (!startsBy) {
    return {
      en: `Put a disc that starts into its drive (${insert}), then /vm restart ${name}.`,
      es: `Ponga en su unidad un disco que arranque (${insert}) y después /vm restart ${name}.`,
    };
  }
  const other = otherFirmware(startsBy.firmware);
  return {
    en: `Put a disc that starts into its drive (${insert}), then /vm restart ${name}; or create it anew with --firmware ${other}, if its system is made for ${NAMES[other]}.`,
    es: `Ponga en su unidad un disco que arranque (${insert}) y después /vm restart ${name}; o créela de nuevo con --firmware ${other}, si su sistema está hecho para ${NAMES[other]}.`,
  };
}
