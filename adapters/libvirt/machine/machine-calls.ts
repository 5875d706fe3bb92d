import { PortError } from '../../../src/base/port-error.ts';
import type { Machines } from '../../../src/vm/ports/machines.ts';
import type { PowerSwitch } from '../../../src/vm/ports/power.ts';
import type { Asking } from '../asking.ts';
import { CANNOT } from '../cannot.ts';
import type { Parts } from '../parts.ts';
import { createMachine } from './create.ts';
import { uuidOf } from './ids.ts';
import { listMachines } from './list.ts';
import { needOwn } from './own-machine.ts';
import type { PowerActions } from './power-actions.ts';
import { removeMachine } from './remove.ts';

/** What is asked of machines as such: which there are, and that there are more or fewer. */
export function machineCalls(parts: Parts, { read, inOrder, shown }: Asking): Machines {
  const { session, machines, storage, names, clock } = parts;
  return {
    list: ({ signal } = {}) =>
      read(CANNOT.listMachines, signal, () => listMachines(parts, clock.now(), signal)),
    find: (name, { signal } = {}) =>
      read(CANNOT.findMachine, signal, async () =>
        isLookedFor(name) ? shown(await machines.byName(name, signal), signal) : null,
      ),
    findByRequest: (requestId, { signal } = {}) =>
      read(CANNOT.findMachine, signal, async () =>
        shown(await machines.byUuid(uuidOf(requestId), signal), signal),
      ),
    create: (plan, options = {}) =>
      inOrder(uuidOf(plan.requestId), options, async () => {
        const vm = await shown(await createMachine(plan, parts, options.signal));
        return vm ?? gone(plan.name);
      }),
    discard: ({ requestId }, options) =>
      inOrder(uuidOf(requestId), options, () =>
        removeMachine(uuidOf(requestId), session, machines, storage, names),
      ),
    remove: (ref, options) =>
      inOrder(ref, options, () => removeMachine(ref, session, machines, storage, names)),
  };
}

/** What is ordered of a machine's power, and of its clock. */
export function powerCalls({ orders, machines, agents }: Parts, { inOrder, readOwn }: Asking): PowerSwitch {
  const order =
    (name: keyof PowerActions): PowerSwitch['start'] =>
    (ref, options) =>
      inOrder(ref, options, async () => orders[name](await needOwn(machines, ref)));
  return {
    start: order('start'),
    shutdown: order('shutdown'),
    kill: order('kill'),
    pause: order('pause'),
    resume: order('resume'),
    async setClock(ref, options) {
      // A guest that does not do it is no failure of the host.
      const asked = readOwn(ref, options, (machine) => agents.setClock(machine, options?.signal));
      return asked.catch(() => {
        options?.signal?.throwIfAborted();
        return false;
      });
    },
  };
}

/** Longer than any name a domain can have here, and a NUL in none. */
function isLookedFor(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !name.includes('\0');
}

function gone(name: string): never {
  throw new PortError('not-found', {
    en: `${name} is gone: somebody removed it.`,
    es: `${name} ya no está: alguien la ha borrado.`,
  });
}
