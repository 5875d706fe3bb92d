import type { Screens } from '../../../src/vm/ports/screens.ts';
import type { Asking } from '../asking.ts';
import type { Parts } from '../parts.ts';
import { consoleBytes, openSerial } from './console.ts';
import { openScreen } from './index.ts';
import { pressKeys } from './press-keys.ts';
import { screenshot } from './screenshot.ts';

/** What is asked of a machine's screen, its keyboard and its serial console. */
export function screenCalls({ session, client, storage }: Parts, { readOwn }: Asking): Screens {
  return {
    consoleTail: (ref, maxBytes, o) =>
      readOwn(ref, o, (machine) => consoleBytes(client, storage, machine, maxBytes, o)),
    screenshot: (ref, o = {}) => readOwn(ref, o, (machine) => screenshot(session, machine, o)),
    pressKeys: (ref, keys, o) => readOwn(ref, o, (machine) => pressKeys(client, machine, keys, o?.signal)),
    openSerial: (ref, o) => readOwn(ref, o, (machine) => openSerial(client, machine, o?.signal)),
    openScreen: (ref, o) => readOwn(ref, o, (machine) => openScreen(client, machine, o?.signal)),
  };
}
