import { command } from '../../src/command/command.ts';
import { resume as resumeWork } from '../../src/work/switch.ts';
import { alreadySo, startWork, theMachine, wrongState } from './power-order.ts';

export const resume = command({
  path: ['vm', 'resume'],
  summary: { en: 'Let a paused machine go on', es: 'Reanudar una máquina en pausa' },
  examples: ['/vm resume web1'],
  needs: 'vm:control',
  answer: 'channel',
  options: { name: theMachine('vm:control') },
  run({ name: vm }) {
    if (vm.power === 'running') return alreadySo(vm);
    if (vm.power === 'paused') return startWork(resumeWork, vm, { name: vm.name });
    throw wrongState(
      vm,
      { en: 'only a paused machine can be resumed', es: 'solo se puede reanudar una máquina en pausa' },
      { en: `Start it: /vm start ${vm.name}`, es: `Para arrancarla: /vm start ${vm.name}` },
    );
  },
});
