import type { Text } from '../base/text.ts';
import type { Host, Hypervisor } from '../vm/hypervisor.ts';
import { type Sighted, sightedWords } from '../vm/sighted-words.ts';
import type { Vm } from '../vm/vm.ts';
import { type HostShare, LEAST_TO_GO_ON_GIB, mayBeOn } from './capacity.ts';
import { amountOfDisk } from './disk-amount.ts';
import type { Check, Look } from './doctor.ts';
import { aboutMachines } from './named.ts';

export function diskLook(hypervisor: Pick<Hypervisor, 'hosts' | 'list'>, share: HostShare): Look {
  return { ...DISK, asksHypervisor: true, look: () => checkDisks(hypervisor, share) };
}

const DISK = { name: 'disk', label: { en: 'Disk', es: 'Disco' } };

/**
 * Looks at each disk that machines and images lie on, early: a machine that finds it full stands still. Below the reserve
 * nothing is started any more; below what a machine needs to write, those that run stop one after the other.
 */
export async function checkDisks(
  hypervisor: Pick<Hypervisor, 'hosts' | 'list'>,
  share: HostShare,
): Promise<readonly Check[]> {
  const [hosts, { vms }] = await Promise.all([hypervisor.hosts(), hypervisor.list()]);
  return hosts.map((host) => {
    const stalled = vms.filter((vm) => vm.stall !== undefined && mayBeOn(vm, host));
    return diskCheck(host, stalled, share);
  });
}

function diskCheck(host: Host, stalled: readonly Vm[], { reserve }: HostShare): Check {
  const free = host.freeDiskGiB;
  const room = roomWords(free, host.diskGiB);
  if (stalled.length > 0) {
    return aboutMachines(stalled, (seen, others) => {
      const names = seen.map(({ name }) => name);
      const detail = withStalled(room, { seen: names, others });
      return { ...DISK, state: 'bad', detail, remedy: resumeAfter(names) };
    });
  }
  if (free < LEAST_TO_GO_ON_GIB) {
    return { ...DISK, state: 'bad', detail: belowLeast(room), remedy: MAKE_ROOM };
  }
  if (free < reserve.diskGiB) {
    return { ...DISK, state: 'warning', detail: belowReserve(room, reserve.diskGiB), remedy: MAKE_ROOM };
  }
  return { ...DISK, state: 'good', detail: room };
}

function roomWords(free: number, all: number): Text {
  const [left, total] = [amountOfDisk(free), amountOfDisk(all)];
  return { en: `${left} of ${total} free`, es: `${left} de ${total} libres` };
}

function belowReserve(room: Text, reserveGiB: number): Text {
  return {
    en: `${room.en}, less than the ${reserveGiB} GiB to be kept free: no machine is started, and those that run stop when it is full`,
    es: `${room.es}, menos de los ${reserveGiB} GiB que deben quedar libres: no se arranca ninguna máquina, y las que están en marcha se pararán cuando se llene`,
  };
}

function belowLeast(room: Text): Text {
  const least = amountOfDisk(LEAST_TO_GO_ON_GIB);
  return {
    en: `${room.en}, less than the ${least} that one machine needs to write: those that run stop one after the other`,
    es: `${room.es}, menos de los ${least} que una máquina necesita para escribir: las que están en marcha se irán parando`,
  };
}

function withStalled(room: Text, stalled: Sighted): Text {
  const list = sightedWords(stalled);
  return {
    en: `${room.en}; paused because they could not write to their disks: ${list.en}`,
    es: `${room.es}; en pausa por no poder escribir en sus discos: ${list.es}`,
  };
}

const MAKE_ROOM: Text = {
  en: 'Make room: /vm delete, /image prune, or remove what else lies on that disk.',
  es: 'Libere espacio: /vm delete, /image prune, o borre otras cosas que haya en ese disco.',
};

function resumeAfter(names: readonly string[]): Text {
  if (names.length === 0) return MAKE_ROOM;
  const orders = names.map((name) => `/vm resume ${name}`).join(', ');
  return { en: `${MAKE_ROOM.en} Then: ${orders}`, es: `${MAKE_ROOM.es} Después: ${orders}` };
}
