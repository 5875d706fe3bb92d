import { command } from '../../src/command/command.ts';
import { alreadySo, startWork, theMachine } from '../../src/vm/start-work.ts';
import { kill as killWork } from '../../src/vm/work/switch.ts';
import { vmGroup } from './group.ts';

export const kill = command({
  path: ['vm', 'kill'],
  alias: { es: ['matar'] },
  within: vmGroup,
  summary: {
    en: 'Switch a machine off immediately, by force',
    es: 'Apagar una máquina al instante, a la fuerza',
  },
  examples: ['/vm kill web1'],
  needs: 'vm:control',
  makesRoom: true,
  answer: 'channel',
  options: { name: theMachine('vm:control') },
  run: ({ name: vm }) => (vm.power === 'off' ? alreadySo(vm) : startWork(killWork, vm, { name: vm.name })),
});
