import { command } from '../../src/command/command.ts';
import { view } from '../../src/view/view.ts';
import { addressOf } from '../../src/vm/card.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { shortStateOf } from '../../src/vm/power-words.ts';
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
      .toSorted((a, b) => byName(a.name, b.name));
    const data = mine.map((vm) => vmData(vm));
    return {
      kind: 'say',
      data: { vms: data },
      view: view({
        parts: [
          {
            kind: 'table',
            columns: [
              { label: { en: 'Name', es: 'Nombre' }, whole: true },
              { label: { en: 'State', es: 'Estado' } },
              { label: { en: 'Address', es: 'Dirección' }, whole: true },
              { label: { en: 'Image', es: 'Imagen' } },
              { label: 'CPU', align: 'right' },
              { label: 'MiB', align: 'right' },
              ...(seesAll ? [{ label: { en: 'Owner', es: 'Dueño' } }] : []),
            ],
            rows: data.map((vm) => [
              vm.name,
              shortStateOf(vm),
              addressOf(vm),
              vm.image,
              String(vm.spec.cpus),
              String(vm.spec.memoryMiB),
              ...(seesAll ? [vm.owner] : []),
            ]),
            empty: {
              en: 'There are no machines. To create one: /vm create tiny',
              es: 'No hay máquinas. Para crear una: /vm create tiny',
            },
          },
          ...unreachable.map((host) => ({
            kind: 'note' as const,
            text: {
              en: `The host ${host} does not answer: its machines are shown as last seen, or not at all.`,
              es: `El anfitrión ${host} no responde: sus máquinas se muestran como se vieron por última vez, o no aparecen.`,
            },
          })),
        ],
      }),
    };
  },
});

/** `tiny-2` before `tiny-10`. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
