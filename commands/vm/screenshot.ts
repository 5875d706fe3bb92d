import { command } from '../../src/command/command.ts';
import { lineFor } from '../../src/command/line.ts';
import { view } from '../../src/view/view.ts';
import { screenPicture } from '../../src/vm/card.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { theMachine, wrongState } from '../../src/vm/start-work.ts';
import { vmGroup } from './group.ts';

export const screenshot = command({
  path: ['vm', 'screenshot'],
  alias: { es: ['captura', 'pantalla'] },
  within: vmGroup,
  summary: {
    en: 'Show a picture of a machine’s screen',
    es: 'Mostrar una imagen de la pantalla de una máquina',
  },
  examples: ['/vm screenshot web1'],
  needs: 'vm:console',
  takes: 'picture',
  answer: 'channel',
  options: { name: theMachine('vm:console') },
  async run({ name: vm }, context: VmContext) {
    if (vm.power === 'off') {
      throw wrongState(
        vm,
        { en: 'it shows no picture', es: 'no muestra ninguna imagen' },
        { en: `Start it: /vm start ${vm.name}`, es: `Para arrancarla: /vm start ${vm.name}` },
      );
    }
    const { png, width, height } = await context.hypervisor.screenshot(vm.ref);
    const shot = { png: Buffer.from(png).toString('base64'), width, height };
    return {
      kind: 'say',
      data: { screenshot: shot },
      view: view({
        title: { en: `Screen of ${vm.name}`, es: `Pantalla de ${vm.name}` },
        parts: [{ ...screenPicture(vm.name, shot), size: 'full' }],
        actions: [
          {
            label: { en: 'Again', es: 'Otra vez' },
            command: lineFor('vm screenshot', [vm.name]),
            style: 'plain',
          },
          {
            label: { en: 'Console', es: 'Consola' },
            command: lineFor('vm console', [vm.name]),
            style: 'plain',
          },
        ],
      }),
    };
  },
});
