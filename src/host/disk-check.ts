import type { CallOptions } from '../base/call-options.ts';
import { join, type Text } from '../base/text.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import { sightedWords } from '../vm/sighted-words.ts';
import type { Stall, Vm } from '../vm/vm.ts';
import { type HostShare, LEAST_TO_GO_ON_GIB, mayBeOn } from './capacity.ts';
import { amountOfDisk } from './disk-amount.ts';
import type { Check, Look } from './doctor.ts';
import { aboutMachines } from './named.ts';
import type { Host } from './port.ts';

export function diskLook(hypervisor: Pick<Hypervisor, 'hosts' | 'list'>, share: HostShare): Look {
  return { ...DISK, asksHypervisor: true, look: (signal) => checkDisks(hypervisor, share, { signal }) };
}

const DISK = { name: 'disk', label: { en: 'Disk', es: 'Disco' } };

/**
 * Looks at each disk that machines and images lie on, early: a machine that finds it full stands still. Below the reserve
 * nothing is started any more; below what a machine needs to write, those that run stop one after the other.
 */
export async function checkDisks(
  hypervisor: Pick<Hypervisor, 'hosts' | 'list'>,
  share: HostShare,
  options: CallOptions = {},
): Promise<readonly Check[]> {
  const [hosts, { vms }] = await Promise.all([hypervisor.hosts(options), hypervisor.list(options)]);
  return hosts.map((host) => {
    const stalled = vms.filter((vm) => vm.stall !== undefined && mayBeOn(vm, host));
    return diskCheck(host, stalled, share);
  });
}

function diskCheck(host: Host, stalled: readonly Vm[], { reserve }: HostShare): Check {
  const free = host.freeDiskGiB;
  const room = roomWords(free, host.diskGiB);
  if (stalled.length > 0) {
    const hasRoom = free >= Math.max(LEAST_TO_GO_ON_GIB, reserve.diskGiB);
    return aboutMachines(stalled, (seen) => {
      const [full, broken] = [sightOf('disk-full', stalled, seen), sightOf('disk-error', stalled, seen)];
      const detail = join([room, ...pausedWhenFull(full), ...pausedByErrors(broken)], '; ');
      const remedy = join([...wayOutOfErrors(broken), ...wayOutOfFull(full, hasRoom)], '. ');
      return { ...DISK, state: 'bad', detail, remedy };
    });
  }
  if (free < LEAST_TO_GO_ON_GIB) {
    return { ...DISK, state: 'bad', detail: belowLeast(room), remedy: sentence(MAKE_ROOM) };
  }
  if (free < reserve.diskGiB) {
    return {
      ...DISK,
      state: 'warning',
      detail: belowReserve(room, reserve.diskGiB),
      remedy: sentence(MAKE_ROOM),
    };
  }
  return { ...DISK, state: 'good', detail: room };
}

function roomWords(free: number, all: number): Text {
  const [left, total] = [amountOfDisk(free), amountOfDisk(all)];
  return { en: `${left} of ${total} free`, es: `${left} de ${total} libres` };
}

function belowReserve(room: Text, reserveGiB: number): Text {
  return {
    en: `${room.en}, less than the reserve of ${reserveGiB} GiB: machines cannot be started, and running ones stop when the disk is full`,
    es: `${room.es}, menos que la reserva de ${reserveGiB} GiB: no se pueden arrancar máquinas, y las que están en marcha se pararán cuando se llene el disco`,
  };
}

function belowLeast(room: Text): Text {
  const least = amountOfDisk(LEAST_TO_GO_ON_GIB);
  return {
    en: `${room.en}, less than the ${least} that one machine needs to write: running machines will stop one after the other`,
    es: `${room.es}, menos de los ${least} que una máquina necesita para escribir: las máquinas en marcha se irán parando`,
  };
}

/** Those that stand still for one reason: who is seen of them, and how many there are beside. */
interface Sight {
  readonly names: readonly string[];
  readonly others: number;
}

function sightOf(reason: Stall, all: readonly Vm[], seen: readonly Vm[]): Sight {
  const of = (machines: readonly Vm[]) => machines.filter(({ stall }) => stall === reason);
  const names = of(seen).map(({ name }) => name);
  return { names, others: of(all).length - names.length };
}

function pausedWhenFull(full: Sight): readonly Text[] {
  const list = listOf(full);
  return list
    ? [
        {
          en: `paused when the disk was full: ${list.en}`,
          es: `en pausa desde que se llenó el disco: ${list.es}`,
        },
      ]
    : [];
}

function pausedByErrors(broken: Sight): readonly Text[] {
  const list = listOf(broken);
  return list
    ? [
        {
          en: `paused because of disk errors: ${list.en}`,
          es: `en pausa por errores de disco: ${list.es}`,
        },
      ]
    : [];
}

function listOf({ names, others }: Sight): Text | null {
  return names.length + others > 0 ? sightedWords({ seen: names, others }) : null;
}

const MAKE_ROOM: Text = {
  en: 'Make room: /vm delete, /image prune, or remove other files from that disk',
  es: 'Libere espacio: /vm delete, /image prune, o borre otros ficheros de ese disco',
};

function sentence({ en, es }: Text): Text {
  return { en: `${en}.`, es: `${es}.` };
}

/** What helps, without an end: orders may stand there, which are copied. */
function wayOutOfFull(full: Sight, hasRoom: boolean): readonly Text[] {
  if (listOf(full)) return [thenResume(hasRoom ? THERE_IS_ROOM : MAKE_ROOM, full)];
  return hasRoom ? [] : [MAKE_ROOM];
}

function wayOutOfErrors(broken: Sight): readonly Text[] {
  return listOf(broken) ? [thenResume(LOOK_AT_IT, broken)] : [];
}

function thenResume(before: Text, sight: Sight): Text {
  const orders = ordersFor(sight);
  if (orders === null) return before;
  return { en: `${before.en}. Then: ${orders.en}`, es: `${before.es}. Después: ${orders.es}` };
}

const THERE_IS_ROOM: Text = {
  en: 'There is room again, and nothing was lost',
  es: 'Vuelve a haber espacio, y no se ha perdido nada',
};
const LOOK_AT_IT: Text = {
  en: 'An administrator can find out why the disk fails: journalctl -k',
  es: 'Un administrador puede averiguar por qué falla el disco: journalctl -k',
};

/** As many as are named; the others are counted. */
function ordersFor({ names }: Sight): Text | null {
  return names.length === 0
    ? null
    : sightedWords({ seen: names.map((name) => `/vm resume ${name}`), others: 0 });
}
