import { addressStep, type BootInput, bootResult, startAgainStep } from './boot.ts';
import { shownMachine } from './shown.ts';
import { type ShutDownInput, shutDownStep } from './shut-down.ts';
import type { VmWork } from './tools.ts';

/** Switches a machine off and on again: its hardware starts anew, also where its definition has changed. */
export const restart: VmWork<BootInput & ShutDownInput> = {
  kind: 'vm.restart',
  title: ({ name }) => ({ en: `Restarting ${name}`, es: `Reiniciando ${name}` }),
  what: ({ name }) => ({ en: `restart ${name}`, es: `reiniciar ${name}` }),
  steps: [shutDownStep, startAgainStep, addressStep],
  result: bootResult,
  shown: shownMachine,
  causes: ['off', 'crashed', 'running'],
};
