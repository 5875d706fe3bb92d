import { lineFor } from '../../command/line.ts';
import { type View, view } from '../../view/view.ts';
import { wrongState } from '../start-work.ts';
import type { Vm } from '../vm.ts';

/** @throws UserError where nobody would see what is typed */
export function needOn(vm: Vm): void {
  if (vm.power === 'running') return;
  const isPaused = vm.power === 'paused';
  throw wrongState(
    vm,
    { en: 'it cannot receive keys', es: 'no puede recibir teclas' },
    isPaused
      ? { en: `Resume it: /vm resume ${vm.name}`, es: `Para reanudarla: /vm resume ${vm.name}` }
      : { en: `Start it: /vm start ${vm.name}`, es: `Para arrancarla: /vm start ${vm.name}` },
  );
}

/** What is said once the keys are pressed. The text is not said back: it may be a password. */
export function typedView(name: string): View {
  return view({
    tone: 'good',
    parts: [{ kind: 'text', text: { en: `Typed on ${name}.`, es: `Escrito en ${name}.` } }],
    actions: [
      {
        label: { en: 'Show the screen', es: 'Ver la pantalla' },
        command: lineFor('vm screenshot', [name]),
        style: 'plain',
      },
    ],
  });
}
