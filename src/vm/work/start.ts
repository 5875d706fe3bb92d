import type { Work } from '../../job/work.ts';
import { addressStep, type BootInput, bootResult, startStep } from './boot.ts';

/** Switches a machine on and waits for its address. */
export const start: Work<BootInput> = {
  kind: 'vm.start',
  title: ({ name }) => ({ en: `Starting ${name}`, es: `Arrancando ${name}` }),
  steps: [startStep, addressStep],
  result: bootResult,
  causes: ['running'],
};
