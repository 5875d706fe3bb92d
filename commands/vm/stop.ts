import { command } from '../../src/command/command.ts';
import { FORCE_AFTER_SECONDS, forceAfter } from '../../src/vm/options/force-after.ts';
import { alreadySo, startWork, theMachine } from '../../src/vm/start-work.ts';
import { stop as stopWork } from '../../src/vm/work/stop.ts';
import { vmGroup } from './group.ts';

export const stop = command({
  path: ['vm', 'stop'],
  alias: { es: ['apagar', 'parar', 'detener'] },
  within: vmGroup,
  summary: {
    en: 'Shut a machine down, by force if it does not respond',
    es: 'Apagar una máquina, a la fuerza si no responde',
  },
  examples: ['/vm stop web1', '/vm stop web1 --force-after 120'],
  needs: 'vm:control',
  makesRoom: true,
  answer: 'channel',
  options: { name: theMachine('vm:control'), 'force-after': forceAfter },
  run({ name: vm, 'force-after': seconds = FORCE_AFTER_SECONDS }) {
    if (vm.power === 'off') return alreadySo(vm);
    return startWork(stopWork, vm, { name: vm.name, forceAfterSeconds: seconds });
  },
});
