import type { Text } from '../base/text.ts';
import type { JobStore } from '../job/store.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import { sightedWords } from '../vm/sighted-words.ts';
import type { Vm } from '../vm/vm.ts';

export interface KnownAgainPorts {
  readonly jobs: Pick<JobStore, 'get'>;
  readonly hypervisor: Pick<Hypervisor, 'list'>;
}

/**
 * The machines of labvm whose making the database does not know: it is new, or a copy from before they were made.
 * @throws PortError where the hosts do not answer
 */
export async function knownAgain({ jobs, hypervisor }: KnownAgainPorts): Promise<readonly Vm[]> {
  const { vms } = await hypervisor.list();
  const found = await Promise.all(vms.map(async (vm) => ((await jobs.get(vm.requestId)) ? [] : [vm])));
  return found.flat();
}

/** How many machines are named; the rest is counted. */
const MOST_NAMED = 5;

/**
 * What is said of them.
 * @param seen those that may be named
 * @param others how many there are beside them
 */
export function knownAgainWords(seen: readonly Pick<Vm, 'name'>[], others = 0): Text {
  const count = seen.length + others;
  const list = sightedWords({ seen: seen.map(({ name }) => name), others }, MOST_NAMED);
  // Whose they are is said in the brackets, where it is worth a word.
  const [en, es] = seen.length === 0 ? ['', ''] : [` (${list.en})`, ` (${list.es})`];
  if (count === 1) {
    return {
      en: `One machine that was missing from the database${en} has been recovered from the hypervisor, with its owner and address.`,
      es: `Se ha recuperado del hipervisor una máquina que faltaba en la base de datos${es}, con su dueño y su dirección.`,
    };
  }
  return {
    en: `${count} machines that were missing from the database${en} have been recovered from the hypervisor, with their owners and addresses.`,
    es: `Se han recuperado del hipervisor ${count} máquinas que faltaban en la base de datos${es}, con sus dueños y direcciones.`,
  };
}
