import { join, type Text } from '../base/text.ts';
import type { Action, Part, TablePart } from '../view/view.ts';
import { actionsOf, addressOf } from './card.ts';
import { shortStateOf } from './power-words.ts';
import type { VmData } from './vm-data.ts';

/** So many machines have their buttons in a list; nobody finds theirs among more. */
const MOST_WITH_ACTIONS = 20;

/** Machines as a table. @param more what else each line says, behind its state and address */
export function machineTable(
  vms: readonly VmData[],
  empty: Text,
  more: readonly { readonly column: TablePart['columns'][number]; of(vm: VmData): string }[] = [],
): TablePart {
  return {
    kind: 'table',
    columns: [
      { label: { en: 'Name', es: 'Nombre' }, whole: true },
      { label: { en: 'State', es: 'Estado' } },
      { label: { en: 'Address', es: 'Dirección' }, whole: true },
      ...more.map(({ column }) => column),
    ],
    rows: vms.map((vm) => [vm.name, shortStateOf(vm), addressOf(vm), ...more.map(({ of }) => of(vm))]),
    empty,
  };
}

/**
 * What can be done with the machines of a list, as on the card of each. A single one has the buttons of its card.
 * @param mayChange whether the reader may do it to this one
 */
export function machineActions(
  vms: readonly VmData[],
  mayChange: (vm: VmData) => boolean = () => true,
): { readonly actions: readonly Action[]; readonly notes: readonly Part[] } {
  const changeable = vms.filter(mayChange);
  const shown = changeable.slice(0, MOST_WITH_ACTIONS);
  const actions = shown.flatMap((vm) =>
    actionsOf(vm).map((action) => ({ ...action, label: join([action.label, vm.name], ' '), of: vm.name })),
  );
  return { actions, notes: shown.length < changeable.length ? [ONLY_SOME] : [] };
}

const ONLY_SOME: Part = {
  kind: 'note',
  text: {
    en: `The first ${MOST_WITH_ACTIONS} have their buttons here; any other has them on its card: /vm show <name>`,
    es: `Las ${MOST_WITH_ACTIONS} primeras tienen aquí sus botones; las demás, en su tarjeta: /vm show <nombre>`,
  },
};
