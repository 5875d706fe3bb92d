import { command } from '../../src/command/command.ts';
import { lineFor } from '../../src/command/line.ts';
import { view } from '../../src/view/view.ts';
import { lossOf } from '../../src/vm/card.ts';
import { startWork, theMachine } from '../../src/vm/start-work.ts';
import { vmData } from '../../src/vm/vm-data.ts';
import { remove as removeWork } from '../../src/vm/work/remove.ts';
import { vmGroup } from './group.ts';

export const remove = command({
  path: ['vm', 'delete'],
  alias: { en: ['remove'], es: ['borrar', 'eliminar'] },
  within: vmGroup,
  summary: { en: 'Delete a machine with its disk', es: 'Borrar una máquina con su disco' },
  examples: ['/vm delete web1', '/vm delete web1 --yes'],
  needs: 'vm:delete',
  makesRoom: true,
  answer: 'channel',
  options: { name: theMachine('vm:delete') },
  run({ name: vm }, context) {
    if (context.confirmed) return startWork(removeWork, vm, { name: vm.name });
    const loss = lossOf(vmData(vm));
    return {
      kind: 'ask',
      view: view({
        tone: 'warning',
        title: { en: `Delete ${vm.name}?`, es: `¿Borrar ${vm.name}?` },
        parts: [{ kind: 'text', text: loss }],
        actions: [
          {
            label: { en: 'Delete', es: 'Borrar' },
            command: lineFor('vm delete', [vm.name], ['--yes']),
            style: 'danger',
          },
        ],
      }),
    };
  },
});
