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
      en: `${vm.name} does not seem to have started a system: since it was switched on, it has read only ${read} KiB from its disks, and now it is waiting.`,
      es: `Parece que ${vm.name} no ha arrancado ningún sistema: desde que se encendió solo ha leído ${read} KiB de sus discos, y ahora está esperando.`,
    },
    hint: {
      en: `If it is waiting for a key, its screen shows that: /vm screenshot ${vm.name}. ${en}`,
      es: `Si espera una tecla, se ve en su pantalla: /vm screenshot ${vm.name}. ${es}`,
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
      en: `It has no disk, and no disc in its drive: insert one with ${insert}, then /vm restart ${name}.`,
      es: `No tiene disco duro ni disco óptico en su unidad: meta uno con ${insert} y después /vm restart ${name}.`,
    };
  }
  if (!startsBy) {
    return {
      en: `Insert a bootable disc (${insert}), then /vm restart ${name}.`,
      es: `Meta un disco de arranque (${insert}) y después /vm restart ${name}.`,
    };
  }
  const other = otherFirmware(startsBy.firmware);
  return {
    en: `Insert a bootable disc (${insert}), then /vm restart ${name}; or create the machine again with --firmware ${other}, if its system needs ${NAMES[other]}.`,
    es: `Meta un disco de arranque (${insert}) y después /vm restart ${name}; o cree la máquina de nuevo con --firmware ${other}, si su sistema necesita ${NAMES[other]}.`,
  };
}
