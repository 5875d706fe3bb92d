import type { Work } from '../../job/work.ts';
import { vmResult } from './result.ts';
import { type ShutDownInput, shutDownStep } from './shut-down.ts';

/** Switches a machine off: politely, then by force. */
export const stop: Work<ShutDownInput> = {
  kind: 'vm.stop',
  title: ({ name }) => ({ en: `Stopping ${name}`, es: `Apagando ${name}` }),
  steps: [shutDownStep],
  result: vmResult,
  causes: ['crashed', 'off'],
};
