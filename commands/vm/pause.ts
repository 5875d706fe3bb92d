import { command } from '../../src/command/command.ts';
import { alreadySo, startWork, theMachine, wrongState } from '../../src/vm/start-work.ts';
import { pause as pauseWork } from '../../src/vm/work/switch.ts';
import { vmGroup } from './group.ts';

export const pause = command({
  path: ['vm', 'pause'],
  alias: { es: ['pausar'] },
  within: vmGroup,
  summary: {
    en: 'Pause a machine; it keeps its memory',
    es: 'Poner una máquina en pausa; conserva su memoria',
  },
  examples: ['/vm pause web1'],
  needs: 'vm:control',
  makesRoom: true,
  answer: 'channel',
  options: { name: theMachine('vm:control') },
  run({ name: vm }) {
    if (vm.power === 'paused') return alreadySo(vm);
    if (vm.power === 'running') return startWork(pauseWork, vm, { name: vm.name });
    throw wrongState(
      vm,
      { en: 'only a running machine can be paused', es: 'solo se puede pausar una máquina en marcha' },
      { en: `Start it: /vm start ${vm.name}`, es: `Para arrancarla: /vm start ${vm.name}` },
    );
  },
});
