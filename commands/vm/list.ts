import type { Text } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import { type Part, view } from '../../src/view/view.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { machineActions, machineTable } from '../../src/vm/list-view.ts';
import { byName, ownFirst } from '../../src/vm/own-first.ts';
import { vmData } from '../../src/vm/vm-data.ts';
import { vmGroup } from './group.ts';

export const list = command({
  path: ['vm', 'list'],
  alias: { es: ['listar', 'lista'] },
  within: vmGroup,
  summary: { en: 'List the virtual machines', es: 'Listar las máquinas virtuales' },
  examples: ['/vm list'],
  needs: 'vm:read',
  answer: 'private',
  options: {},
  async run(_values, context: VmContext) {
    const { vms, unreachable } = await context.hypervisor.list();
    const seesAll = context.reachOf('vm:read') === 'any';
    const mine = vms
      .filter((vm) => context.reaches('vm:read', vm.owner))
      .toSorted((a, b) => ownFirst(a, b, context) || byName(a.name, b.name));
    const data = mine.map((vm) => vmData(vm));
    const more = [IMAGE, CPUS, MEMORY, ...(seesAll ? [OWNER] : [])];
    const { actions, notes } = machineActions(data, ({ owner }) => context.reaches('vm:control', owner));
    return {
      kind: 'say',
      data: { vms: data },
      view: view({
        parts: [machineTable(data, NONE, more), ...notes, ...unreachable.map(silentHost)],
        actions,
      }),
    };
  },
});

type Extra = NonNullable<Parameters<typeof machineTable>[2]>[number];

const IMAGE: Extra = { column: { label: { en: 'Image', es: 'Imagen' } }, of: ({ image }) => image };
const CPUS: Extra = {
  column: { label: 'CPU', align: 'right', isUnit: true },
  of: ({ spec }) => String(spec.cpus),
};
const MEMORY: Extra = {
  column: { label: 'MiB', align: 'right', isUnit: true },
  of: ({ spec }) => String(spec.memoryMiB),
};
const OWNER: Extra = { column: { label: { en: 'Owner', es: 'Dueño' } }, of: ({ owner }) => owner };

const NONE: Text = {
  en: 'There are no machines. To create one: /vm create tiny',
  es: 'No hay máquinas. Para crear una: /vm create tiny',
};

function silentHost(host: string): Part {
  return {
    kind: 'note',
    text: {
      en: `The host ${host} does not answer: its machines are shown as last seen, or not at all.`,
      es: `El anfitrión ${host} no responde: sus máquinas se muestran como se vieron por última vez, o no aparecen.`,
    },
  };
}
