import { growthOf, roomOn, shortageOf } from '../../host/room.ts';
import { shortageError } from '../../host/room-words.ts';
import { footprintMiB } from '../footprint.ts';
import type { Vm } from '../vm.ts';
import type { WorkTools } from './tools.ts';

/**
 * Looks whether the host can carry one machine more, at the moment at which it is started: since the job was asked for,
 * an image may have come, and disks have grown.
 * @throws UserError naming what is short
 */
export async function needRoom(vm: Vm, { hypervisor, hostShare, signal }: WorkTools): Promise<void> {
  const [list, hosts, diskUse] = await Promise.all([
    hypervisor.list({ signal }),
    hypervisor.hosts({ signal }),
    hypervisor.diskUse({ signal }),
  ]);
  const room = roomOn({ list, hosts, diskUse }, hostShare);
  const short = shortageOf(room, {
    memoryMiB: footprintMiB(vm.spec.memoryMiB, room.acceleration),
    diskGiB: growthOf(vm, diskUse),
  });
  if (short) throw shortageError({ ...short, figures: room.figures });
}
