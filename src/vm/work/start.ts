import { addressStep, type BootInput, bootResult, startStep } from './boot.ts';
import { shownMachine } from './shown.ts';
import type { VmWork } from './tools.ts';

/** Switches a machine on and waits for its address. */
export const start: VmWork<BootInput> = {
  kind: 'vm.start',
  title: ({ name }) => ({ en: `Starting ${name}`, es: `Arrancando ${name}` }),
  what: ({ name }) => ({ en: `start ${name}`, es: `arrancar ${name}` }),
  steps: [startStep, addressStep],
  result: bootResult,
  shown: shownMachine,
  causes: ['running'],
};
