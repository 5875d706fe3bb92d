import type { SignsOfLife } from '../../../src/vm/ports/signs.ts';
import type { Asking } from '../asking.ts';
import { CANNOT } from '../cannot.ts';
import { diskUse } from '../disk/disk-use.ts';
import { trafficOf } from '../network/traffic.ts';
import type { Parts } from '../parts.ts';
import { consoleBytes } from '../screen/console.ts';
import { startSigns } from './start-signs.ts';

/** More of a console than firmware writes, in bytes. */
const FIRMWARE_BYTES = 8192;

/** What is asked of a machine to see whether it lives: addresses, traffic, what its start shows, what its disk holds. */
export function signCalls(parts: Parts, { read, readOwn }: Asking): SignsOfLife {
  const { client, session, storage, machines, addressBook } = parts;
  return {
    addresses: (ref, o) => readOwn(ref, o, (machine) => addressBook.of(machine, o?.signal)),
    traffic: (ref, o) => readOwn(ref, o, (machine) => trafficOf(client, machine, o?.signal)),
    startSigns: (ref, o) =>
      readOwn(ref, o, (machine) => {
        const since = { sinceStart: true, ...(o?.signal ? { signal: o.signal } : {}) };
        const console = async () =>
          (await consoleBytes(client, storage, machine, FIRMWARE_BYTES, since)).toString('utf8');
        return startSigns(session, machine, console, o?.signal);
      }),
    diskUse: ({ signal } = {}) => read(CANNOT.lookAtDisks, signal, () => diskUse(machines, signal)),
  };
}
