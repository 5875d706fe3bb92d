import { command } from '../../src/command/command.ts';
import { admissionTo } from '../../src/vm/admission.ts';
import { bootInput } from '../../src/vm/boot-input.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { takeLabSnapshot } from '../../src/vm/lab-snapshot.ts';
import { FORCE_AFTER_SECONDS, forceAfter } from '../../src/vm/options/force-after.ts';
import { runningShare, startWork, theMachine } from '../../src/vm/start-work.ts';
import { refuseUnstartable } from '../../src/vm/startable.ts';
import { restart as restartWork } from '../../src/vm/work/restart.ts';
import { vmGroup } from './group.ts';

export const restart = command({
  path: ['vm', 'restart'],
  alias: { es: ['reiniciar'] },
  within: vmGroup,
  summary: { en: 'Shut a machine down and start it again', es: 'Apagar una máquina y arrancarla de nuevo' },
  examples: ['/vm restart web1'],
  needs: 'vm:control',
  answer: 'channel',
  options: { name: theMachine('vm:control'), 'force-after': forceAfter },
  async run({ name: vm, 'force-after': seconds = FORCE_AFTER_SECONDS }, context: VmContext) {
    await refuseUnstartable(vm, context);
    const input = { ...bootInput(vm, context), forceAfterSeconds: seconds };
    return startWork(restartWork, vm, input, {
      reservation: runningShare(vm),
      admission: admissionTo(await takeLabSnapshot(context), context.limitsOf(vm.owner)),
    });
  },
});
