import type { Text } from '../base/text.ts';
import type { RoomLeft, StoreRoom } from '../job/store-room.ts';
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
  const left = await room.look();
  const free = amountOfDisk(left.freeBytes / GIB);
  const state = stateOf(left);
  const { en, es } = STATES[state].said(free);
  const detail = { en: `${left.directory}: ${en}`, es: `${left.directory}: ${es}` };
  return { ...DIRECTORY, detail, ...STATES[state].found };
}

type State = 'enough' | 'little' | 'scarce' | 'share-used-up';

function stateOf({ freeBytes, isScarce, isShareUsedUp }: RoomLeft): State {
  if (isScarce) return isShareUsedUp ? 'share-used-up' : 'scarce';
  return freeBytes < EARLY_BYTES ? 'little' : 'enough';
}

const MAKE_ROOM: Text = {
  en: 'Make room on this disk. If machines’ disks are on it too: /vm delete, /image prune',
  es: 'Libere espacio en este disco. Si los discos de las máquinas también están en él: /vm delete, /image prune',
};

const STATES: Readonly<
  Record<State, { said(free: string): Text; readonly found: Pick<Check, 'state' | 'remedy'> }>
> = {
  enough: {
    said: (free) => ({ en: `${free} free on its disk`, es: `${free} libres en su disco` }),
    found: { state: 'good' },
  },
  little: {
    said: (free) => ({
      en: `${free} free on its disk, less than 512 MiB: labvm still works, but will refuse new requests once the disk is full`,
      es: `${free} libres en su disco, menos de 512 MiB: labvm aún funciona, pero rechazará nuevas peticiones cuando se llene`,
    }),
    found: { state: 'warning', remedy: MAKE_ROOM },
  },
  scarce: {
    said: (free) => ({
      en: `${free} free on its disk, too little for anything new: labvm accepts only what makes room`,
      es: `${free} libres en su disco, demasiado poco para nada nuevo: labvm solo acepta lo que libera espacio`,
    }),
    found: { state: 'bad', remedy: MAKE_ROOM },
  },
  'share-used-up': {
    said: (free) => ({
      en: `${free} free on its disk, but the disk quota of labvm’s user is used up: labvm accepts only what makes room`,
      es: `${free} libres en su disco, pero la cuota del usuario de labvm está agotada: labvm solo acepta lo que libera espacio`,
    }),
    found: {
      state: 'bad',
      remedy: {
        en: 'Raise the quota of labvm’s user, as root: setquota. Or remove other files of this user from that disk.',
        es: 'Amplíe la cuota del usuario de labvm, como root: setquota. O borre otros ficheros de este usuario en ese disco.',
      },
    },
  },
};

/** Nothing is wrong with machines that the database does not know: it is said, and no more. */
export async function knownCheck(ports: KnownAgainPorts): Promise<Check> {
  const machines = await knownAgain(ports);
  if (machines.length === 0) {
    const detail = { en: 'knows all machines', es: 'conoce todas las máquinas' };
    return { ...DATABASE, state: 'good', detail };
  }
  return aboutMachines(machines, (seen, others) => ({
    ...DATABASE,
    state: 'good',
    detail: knownAgainWords(seen, others),
  }));
}
