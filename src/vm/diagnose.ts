import { UserError } from '../base/errors.ts';
import { PortError } from '../base/port-error.ts';
import type { Text } from '../base/text.ts';
import { clean } from '../view/clean.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Hypervisor } from './hypervisor.ts';
import { whyNotStarted } from './not-started.ts';
import { stateOf } from './power-words.ts';
import { stallWords } from './stall.ts';
import type { Address, Vm } from './vm.ts';

/** What is known of a machine when it is asked how its start went. */
interface StartSeen {
  /** What it answers under now. */
  readonly addresses: readonly Address[];
  /** Its system asks for an address by itself. */
  readonly asksForAddress: boolean;
}

const CONSOLE_BYTES = 4096;
const CONSOLE_LINES = 6;

/**
 * What is wrong with how a machine has started, whoever asks; null where nothing is, or where it does not run: whether it
 * should is for whoever asks to say.
 * @throws PortError
 */
export async function whyNotUp(
  hypervisor: Hypervisor,
  vm: Vm,
  { addresses, asksForAddress }: StartSeen,
  signal?: AbortSignal,
): Promise<Diagnosis | null> {
  if (vm.power !== 'running' || addresses.length > 0) return null;
  // Without an address that it never asked for it may have started all the same.
  return (asksForAddress ? whyNoAddress : whyNotStarted)(hypervisor, vm, signal);
}

/**
 * Finds out why a machine has no address: not running, nothing that was started, no network card, silent, or asking without an answer.
 * @throws PortError
 */
export async function whyNoAddress(hypervisor: Hypervisor, vm: Vm, signal?: AbortSignal): Promise<Diagnosis> {
  const options = signal ? { signal } : {};
  if (vm.power !== 'running') return notRunning(vm);
  const traffic = await hypervisor.traffic(vm.ref, options);
  // Whoever sends has a system; whoever does not may have none.
  const notStarted = traffic?.sentPackets ? null : await whyNotStarted(hypervisor, vm, signal);
  if (notStarted) return notStarted;
  if (traffic === null) return withoutCard(vm);
  const console = await consoleOf(hypervisor, vm, signal);
  return traffic.sentPackets === 0 ? silent(vm, console) : unanswered(vm, traffic.sentPackets, console);
}

/** What it has said since it was last started; null where that cannot be read: without it a diagnosis is still one. */
async function consoleOf(
  hypervisor: Hypervisor,
  vm: Vm,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  try {
    const options = { sinceStart: true, ...(signal ? { signal } : {}) };
    return lastLines(Buffer.from(await hypervisor.consoleTail(vm.ref, CONSOLE_BYTES, options)).toString());
  } catch (error) {
    const isOfTheHost = error instanceof PortError || error instanceof UserError;
    if (signal?.aborted || !isOfTheHost) throw error;
    return null;
  }
}

/** What to say of a machine that was to run. */
export function notRunning(vm: Vm): Diagnosis {
  const power = stateOf(vm);
  return {
    reason: {
      en: `${vm.name} has no address because it is not running (${power.en}).`,
      es: `${vm.name} no tiene dirección porque no está en marcha (${power.es}).`,
    },
    hint: wayOn(vm),
    console: null,
  };
}

function wayOn({ name, power, stall }: Vm): Text {
  if (stall) return stallWords(name, stall).hint;
  if (power === 'paused')
    return { en: `Resume it: /vm resume ${name}`, es: `Para reanudarla: /vm resume ${name}` };
  return {
    en: `Start it: /vm start ${name}. To see its last output: /vm log ${name}`,
    es: `Para arrancarla: /vm start ${name}. Para ver lo último que escribió: /vm log ${name}`,
  };
}

function withoutCard(vm: Vm): Diagnosis {
  return {
    reason: {
      en: `${vm.name} has no network card, so it cannot have an address.`,
      es: `${vm.name} no tiene tarjeta de red, así que no puede tener dirección.`,
    },
    hint: { en: 'Use its console instead.', es: 'Use su consola.' },
    console: null,
  };
}

function silent(vm: Vm, console: string | null): Diagnosis {
  return {
    reason: {
      en: `${vm.name} has no DHCP lease and has not sent a single packet: it is still booting, or its system does not support the network card.`,
      es: `${vm.name} no tiene concesión DHCP y no ha enviado ni un paquete: aún está arrancando, o su sistema no reconoce la tarjeta de red.`,
    },
    hint: {
      en: `Check again in a moment: /vm show ${vm.name}`,
      es: `Compruébelo de nuevo en un momento: /vm show ${vm.name}`,
    },
    console,
  };
}

function unanswered(vm: Vm, sentPackets: number, console: string | null): Diagnosis {
  return {
    reason: {
      en: `${vm.name} has no DHCP lease although it has sent ${sentPackets} packets: its system may not use DHCP, or the network does not answer.`,
      es: `${vm.name} no tiene concesión DHCP aunque ha enviado ${sentPackets} paquetes: quizá su sistema no usa DHCP, o la red no responde.`,
    },
    hint: {
      en: `Check the network: /host doctor. Check the console: /vm log ${vm.name}`,
      es: `Compruebe la red: /host doctor. Mire la consola: /vm log ${vm.name}`,
    },
    console,
  };
}

function lastLines(text: string): string {
  return clean(text, { keepNewlines: true })
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-CONSOLE_LINES)
    .join('\n');
}
