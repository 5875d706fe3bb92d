import { command } from '../../src/command/command.ts';
import { positional } from '../../src/command/option.ts';
import { findImage } from '../../src/image/image.ts';
import { vmCard } from '../../src/vm/card.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { whyNotUp } from '../../src/vm/diagnose.ts';
import { vm } from '../../src/vm/options/vm.ts';
import { vmData } from '../../src/vm/vm-data.ts';
import { vmGroup } from './group.ts';

export const show = command({
  path: ['vm', 'show'],
  alias: { es: ['mostrar', 'ver'] },
  within: vmGroup,
  summary: { en: 'Show one machine', es: 'Mostrar una máquina' },
  examples: ['/vm show web1'],
  needs: 'vm:read',
  answer: 'private',
  options: {
    name: positional(vm({ needs: 'vm:read' }), {
      en: 'The machine',
      es: 'La máquina',
      alias: { es: ['nombre'] },
    }),
  },
  async run({ name: machine }, context: VmContext) {
    const { hypervisor } = context;
    const addresses = machine.power === 'running' ? await hypervisor.addresses(machine.ref) : [];
    const data = vmData(machine, addresses);
    const image = findImage(await context.catalogue.all(), machine.image);
    const card = vmCard(data, image);
    const asksForAddress = image?.asksForAddress !== false;
    const why = await whyNotUp(hypervisor, machine, { addresses, asksForAddress });
    if (!why) return { kind: 'say', view: card, data: { vm: data } };
    const console = why.console ? [{ kind: 'code' as const, label: CONSOLE, text: why.console }] : [];
    const parts = [
      ...card.parts,
      { kind: 'text' as const, text: why.reason },
      ...console,
      { kind: 'note' as const, text: why.hint },
    ];
    return { kind: 'say', view: { ...card, tone: 'warning', parts }, data: { vm: data } };
  },
});

const CONSOLE = { en: 'Its console shows', es: 'En su consola' };
