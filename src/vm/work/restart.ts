import type { Work } from '../../job/work.ts';
import { addressStep, type BootInput, bootResult, startAgainStep } from './boot.ts';
import { type ShutDownInput, shutDownStep } from './shut-down.ts';

/** Switches a machine off and on again: its hardware starts anew, also where its definition has changed. */
export const restart: Work<BootInput & ShutDownInput> = {
  kind: 'vm.restart',
  title: ({ name }) => ({ en: `Restarting ${name}`, es: `Reiniciando ${name}` }),
  steps: [shutDownStep, startAgainStep, addressStep],
  result: bootResult,
  causes: ['off', 'crashed', 'running'],
};
