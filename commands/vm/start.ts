import { command } from '../../src/command/command.ts';
import { admissionTo } from '../../src/vm/admission.ts';
import { bootInput } from '../../src/vm/boot-input.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { takeLabSnapshot } from '../../src/vm/lab-snapshot.ts';
import { alreadySo, runningShare, startWork, theMachine, wrongState } from '../../src/vm/start-work.ts';
import { refuseUnstartable } from '../../src/vm/startable.ts';
import { start as startWorkKind } from '../../src/vm/work/start.ts';
import { vmGroup } from './group.ts';

export const start = command({
  path: ['vm', 'start'],
  alias: { es: ['arrancar', 'iniciar', 'encender'] },
  within: vmGroup,
  summary: { en: 'Start a machine', es: 'Arrancar una máquina' },
  examples: ['/vm start web1'],
  needs: 'vm:control',
  answer: 'channel',
  options: { name: theMachine('vm:control') },
  async run({ name: vm }, context: VmContext) {
    if (vm.power === 'running') return alreadySo(vm);
    if (vm.power === 'paused') {
      throw wrongState(
        vm,
        { en: 'it continues where it was paused', es: 'continúa desde donde se detuvo' },
        { en: `Resume it: /vm resume ${vm.name}`, es: `Para reanudarla: /vm resume ${vm.name}` },
      );
    }
    if (vm.power === 'crashed') {
      throw wrongState(
        vm,
        {
          en: 'its system has failed and is kept as it was, so that you can look at it',
          es: 'su sistema ha fallado y se conserva como estaba, para poder examinarlo',
        },
        {
          en: `See why: /vm log ${vm.name}. Then: /vm restart ${vm.name}`,
          es: `Vea por qué: /vm log ${vm.name}. Después: /vm restart ${vm.name}`,
        },
      );
    }
    await refuseUnstartable(vm, context);
    return startWork(startWorkKind, vm, bootInput(vm, context), {
      reservation: runningShare(vm),
      admission: admissionTo(await takeLabSnapshot(context), context.limitsOf(vm.owner)),
    });
  },
});
