import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { LEAST_TO_GO_ON_GIB, mayBeOn } from '../../src/host/capacity.ts';
import { amountOfDisk } from '../../src/host/disk-amount.ts';
import { isFinished } from '../../src/job/job.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { stallWords } from '../../src/vm/stall.ts';
import { alreadySo, startWork, theMachine, wrongState } from '../../src/vm/start-work.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { resume as resumeWork } from '../../src/vm/work/resume.ts';
import { pause } from '../../src/vm/work/switch.ts';
import { vmGroup } from './group.ts';

export const resume = command({
  path: ['vm', 'resume'],
  alias: { es: ['reanudar'] },
  within: vmGroup,
  summary: { en: 'Resume a paused machine', es: 'Reanudar una máquina en pausa' },
  examples: ['/vm resume web1'],
  needs: 'vm:control',
  answer: 'channel',
  options: { name: theMachine('vm:control') },
  async run({ name: vm }, context: VmContext) {
    if (vm.power === 'running') return alreadySo(vm);
    if (vm.power === 'paused') {
      if (vm.stall === 'disk-full') await needRoomToGoOn(vm, context);
      return startWork(resumeWork, vm, { name: vm.name, pausedSince: await pausedSince(vm, context) });
    }
    throw wrongState(
      vm,
      { en: 'only a paused machine can be resumed', es: 'solo se puede reanudar una máquina en pausa' },
      { en: `Start it: /vm start ${vm.name}`, es: `Para arrancarla: /vm start ${vm.name}` },
    );
  },
});

/** @throws UserError where it would stop again at once */
async function needRoomToGoOn(vm: Vm, { hypervisor }: VmContext): Promise<void> {
  const hosts = (await hypervisor.hosts()).filter((host) => mayBeOn(vm, host));
  const freeGiB = Math.max(0, ...hosts.map((host) => host.freeDiskGiB));
  if (freeGiB >= LEAST_TO_GO_ON_GIB) return;
  const { reason, hint } = stallWords(vm.name, 'disk-full');
  const [free, least] = [amountOfDisk(freeGiB), amountOfDisk(LEAST_TO_GO_ON_GIB)];
  throw new UserError(
    'no-capacity',
    {
      en: `${reason.en} The disk has ${free} free, and a machine needs ${least} to continue.`,
      es: `${reason.es} El disco tiene ${free} libres, y una máquina necesita ${least} para continuar.`,
    },
    hint,
  );
}

/** Since when it stands still: as this process was told, or by the last pause that was asked of labvm. */
async function pausedSince({ name, pausedAt, stall }: Vm, { jobs }: VmContext): Promise<string | null> {
  if (pausedAt) return pausedAt.toISOString();
  // Nobody asked for a pause by its host.
  if (stall) return null;
  const last = (await jobs.ofVm(name, new Date(0))).findLast(isFinished);
  return last?.kind === pause.kind && last.state === 'done' ? (last.finishedAt?.toISOString() ?? null) : null;
}
