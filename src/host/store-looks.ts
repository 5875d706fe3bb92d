import type { StoreRoom } from '../job/store-room.ts';
import { amountOfDisk } from './disk-amount.ts';
import type { Check, Look } from './doctor.ts';
import { type KnownAgainPorts, knownAgain, knownAgainWords } from './known-again.ts';
import { aboutMachines } from './named.ts';

const GIB = 1024 ** 3;

/** From here on doctor warns, in bytes: the logs and databases of a host take so much in hours, not in minutes. */
const EARLY_BYTES = GIB / 2;

const DIRECTORY = { name: 'data-directory', label: { en: 'Data directory', es: 'Directorio de datos' } };
const DATABASE = { name: 'database', label: { en: 'Database', es: 'Base de datos' } };

export function roomLook(room: StoreRoom): Look {
  return { ...DIRECTORY, asksHypervisor: false, look: async () => [await roomCheck(room)] };
}

export function knownLook(ports: KnownAgainPorts): Look {
  return { ...DATABASE, asksHypervisor: true, look: async () => [await knownCheck(ports)] };
}

/** Whether there is room on the disk of the data directory. */
export async function roomCheck(room: StoreRoom): Promise<Check> {
  const { directory, freeBytes, isScarce } = await room.look();
  const free = amountOfDisk(freeBytes / GIB);
  const found = {
    ...DIRECTORY,
    detail: {
      en: `${directory}: ${free} free on its disk`,
      es: `${directory}: ${free} libres en su disco`,
    },
  };
  if (!isScarce && freeBytes >= EARLY_BYTES) return { ...found, state: 'good' };
  return {
    ...found,
    state: isScarce ? 'bad' : 'warning',
    remedy: {
      en: 'Make room on this disk. If machines’ disks lie on it, too: /vm delete, /image prune',
      es: 'Libere espacio en este disco. Si los discos de las máquinas también están en él: /vm delete, /image prune',
    },
  };
}

/** Nothing is wrong with machines that the database does not know: it is said, and no more. */
export async function knownCheck(ports: KnownAgainPorts): Promise<Check> {
  const machines = await knownAgain(ports);
  if (machines.length === 0) {
    const detail = { en: 'knows every machine', es: 'conoce todas las máquinas' };
    return { ...DATABASE, state: 'good', detail };
  }
  return aboutMachines(machines, (seen, others) => ({
    ...DATABASE,
    state: 'good',
    detail: knownAgainWords(seen, others),
  }));
}
