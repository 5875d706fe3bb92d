import { PortError } from '../../../src/base/port-error.ts';
import type { Text } from '../../../src/base/text.ts';
import { POWER_WORDS } from '../../../src/vm/power-words.ts';
import type { Power } from '../../../src/vm/vm.ts';
import type { Cards } from '../network/cards.ts';
import type { Claims } from '../network/claims.ts';
import type { Leases } from '../network/leases.ts';
import {
  libvirtErrorCode as code,
  type Domain,
  hasCode,
  type LibvirtClient,
  procedures,
} from '../rpc/index.ts';
import { changing, ofGuest, type Session, SLOW } from '../session.ts';
import type { OwnMachine } from './own-machine.ts';
import { type Condition, conditionOf } from './power.ts';

/** What can be done to the power of one machine. Each is safe to repeat. */
export interface PowerActions {
  start(machine: OwnMachine): Promise<void>;
  kill(machine: OwnMachine): Promise<void>;
  shutdown(machine: OwnMachine): Promise<void>;
  pause(machine: OwnMachine): Promise<void>;
  resume(machine: OwnMachine): Promise<void>;
}

/** VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN: never by way of an agent. */
const ACPI = 1;

interface PowerActionPorts {
  /** Notes where its console's log is, for a machine that is about to start anew. */
  readonly markStart: (machine: OwnMachine) => Promise<void>;
  readonly leases: Leases;
  readonly claims: Claims;
  readonly cards: Cards;
}

export function createPowerActions(
  { client }: Session,
  { leases, claims, cards, markStart }: PowerActionPorts,
): PowerActions {
  const order = createOrdering(client);
  return {
    start: (machine) =>
      order(machine, { there: ['running'], from: ['off'], what: START }, async () => {
        await cards.plugIn(machine);
        await leases.outdate(machine.definition);
        claims.forget(machine.definition.macs);
        await markStart(machine);
        await client.call(procedures.domainCreateWithFlags, { domain: machine.domain, flags: 0 }, SLOW);
      }),
    kill: (machine) =>
      order(
        // One that is starting shows as off, and has to be killed all the same.
        machine.condition.task === null ? machine : { ...machine, condition: RUNNING },
        { there: ['off'], from: ['running', 'paused', 'crashed'], what: KILL },
        // libvirt kills QEMU before it waits for anything: it must not stand behind what a guest holds up.
        () => client.call(procedures.domainDestroyFlags, { domain: machine.domain, flags: 0 }, SLOW),
      ),
    shutdown: (machine) =>
      order(machine, { there: ['off'], from: ['running'], what: SHUT_DOWN }, () =>
        client
          .call(
            procedures.domainShutdownFlags,
            { domain: machine.domain, flags: ACPI },
            ofGuest(machine.domain),
          )
          .catch(async (error: unknown) => {
            // libvirt does not pass a button on to a machine that is going off.
            if ((await conditionNow(client, machine.domain)).task !== 'shutting down') throw error;
          }),
      ),
    pause: (machine) =>
      order(machine, { there: ['paused'], from: ['running'], what: PAUSE }, () =>
        client.call(procedures.domainSuspend, { domain: machine.domain }, ofGuest(machine.domain)),
      ),
    resume: (machine) =>
      order(machine, { there: ['running'], from: ['paused'], what: RESUME }, () =>
        client.call(procedures.domainResume, { domain: machine.domain }, ofGuest(machine.domain)),
      ),
  };
}

type Ordering = (
  machine: OwnMachine,
  goal: { readonly there: readonly Power[]; readonly from: readonly Power[]; readonly what: Text },
  act: () => Promise<unknown>,
) => Promise<void>;

/**
 * Gives an order unless the machine is already where it should be (`there`), from the powers from which it can get
 * there (`from`).
 */
function createOrdering(client: LibvirtClient): Ordering {
  return async ({ domain, definition, condition: { power } }, { there, from, what }, act) => {
    if (there.includes(power)) return;
    if (!from.includes(power)) throw wrongState(domain.name, power, what);
    const [network, ...others] = definition.networks;
    const toThere = async () => {
      try {
        await act();
      } catch (error) {
        if (!hasCode(error, code.operationInvalid)) throw error;
        // Somebody was quicker, or the guest itself.
        const now = await conditionNow(client, domain);
        if (there.includes(now.power)) return;
        throw from.includes(now.power) ? error : wrongState(domain.name, now.power, what);
      }
    };
    await changing(
      cannot(domain.name, what),
      toThere,
      others.length === 0 ? (network ?? undefined) : undefined,
    );
  };
}

async function conditionNow(client: LibvirtClient, domain: Domain): Promise<Condition> {
  const { state, reason } = await client.call(procedures.domainGetState, { domain, flags: 0 });
  return conditionOf(state, reason);
}

const RUNNING: Condition = { power: 'running', task: null, reason: 'unknown' };

const START: Text = { en: 'be started', es: 'arrancar' };
const KILL: Text = { en: 'be switched off', es: 'apagar a la fuerza' };
const SHUT_DOWN: Text = { en: 'be shut down', es: 'apagar' };
const PAUSE: Text = { en: 'be paused', es: 'poner en pausa' };
const RESUME: Text = { en: 'be resumed', es: 'reanudar' };

function cannot(name: string, what: Text): Text {
  return { en: `${name} cannot ${what.en}`, es: `No se puede ${what.es} ${name}` };
}

function wrongState(name: string, power: Power, what: Text): PortError {
  const now = POWER_WORDS[power];
  return new PortError(
    'wrong-state',
    {
      en: `${name} is ${now.en} and cannot ${what.en}.`,
      es: `${name} está ${now.es} y no se puede ${what.es}.`,
    },
    { en: `See its state: /vm show ${name}`, es: `Vea su estado: /vm show ${name}` },
  );
}
