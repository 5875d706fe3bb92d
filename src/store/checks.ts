import type { Check } from '../host/doctor.ts';
import type { JobStore } from '../job/store.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import { HypervisorError } from '../vm/hypervisor-error.ts';
import { knownAgain, knownAgainWords } from './known-again.ts';
import type { StoreRoom } from './room.ts';

const MIB = 1024 ** 2;

/** From here on doctor warns, in bytes: the logs and databases of a host take so much in hours, not in minutes. */
const EARLY_BYTES = 512 * MIB;

export interface StoreChecksPorts {
  readonly room: StoreRoom;
  readonly jobs: Pick<JobStore, 'get'>;
  readonly hypervisor: Pick<Hypervisor, 'list'>;
}

/** What doctor looks at of labvm's own database: its disk, and whether it knows the machines. */
export async function storeChecks(ports: StoreChecksPorts): Promise<readonly Check[]> {
  const [room, known] = await Promise.all([roomCheck(ports.room), knownCheck(ports)]);
  return [room, ...known];
}

async function roomCheck(room: StoreRoom): Promise<Check> {
  const { directory, freeBytes, isScarce } = await room.look();
  const mebibytes = Math.floor(freeBytes / MIB);
  const found = {
    name: 'data-directory',
    label: { en: 'Data directory', es: 'Directorio de datos' },
    detail: {
      en: `${directory}: ${mebibytes} MiB free on its disk`,
      es: `${directory}: ${mebibytes} MiB libres en su disco`,
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
async function knownCheck(ports: StoreChecksPorts): Promise<readonly Check[]> {
  try {
    const machines = await knownAgain(ports);
    if (machines.length === 0) return [];
    const label = { en: 'Database', es: 'Base de datos' };
    return [{ name: 'database', label, state: 'good', detail: knownAgainWords(machines) }];
  } catch (error) {
    // Doctor says of the hypervisor what it is.
    if (error instanceof HypervisorError) return [];
    throw error;
  }
}
