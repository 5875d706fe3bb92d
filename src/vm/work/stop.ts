import { vmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import { type ShutDownInput, shutDownStep } from './shut-down.ts';
import type { VmWork } from './tools.ts';

/** Switches a machine off: politely, then by force. */
export const stop: VmWork<ShutDownInput> = {
  kind: 'vm.stop',
  title: ({ name }) => ({ en: `Stopping ${name}`, es: `Apagando ${name}` }),
  what: ({ name }) => ({ en: `stop ${name}`, es: `apagar ${name}` }),
  steps: [shutDownStep],
  result: vmResult,
  shown: shownMachine,
  causes: ['crashed', 'off'],
};
