import { randomInt, randomUUID } from 'node:crypto';
import type { HostAbilities } from '../../capabilities.ts';
import { createOrder } from '../../machine/order.ts';
import { type Domain, type LibvirtClient, LibvirtError, procedures } from '../../rpc/index.ts';
import { changing, SLOW } from '../../session.ts';
import type { NetworkSlot } from '../network-slots.ts';
import { probeGuestName } from './name.ts';
import { leaseOf, type Progress, watchGuest } from './watch.ts';
import { probeGuestXml } from './xml.ts';

export type GuestOutcome =
  | Progress
  /** QEMU has no program by which a network card boots. */
  | { readonly kind: 'no-program' };

export interface ProbeGuestPorts {
  readonly client: LibvirtClient;
  readonly abilities: Pick<HostAbilities, 'accelerated' | 'limitsTranslation'>;
}

export interface GuestAttempt {
  readonly network: string;
  /** Slots that no machine has, lowest first; one at least. */
  readonly freeSlots: readonly NetworkSlot[];
  /** After how long without an answer a guest that asked has heard none, in milliseconds. */
  readonly patienceMs?: number;
}

/** Asks for an address as a machine does, where labvm may not by itself: with a guest made for it. */
export interface ProbeGuests {
  /**
   * One guest at a time. It ends as soon as the answer is known or the signal fires, and whatever becomes of labvm.
   * @returns how far it had come when the signal fired, if it was not over by then
   * @throws PortError where it cannot be started
   */
  ask(attempt: GuestAttempt, signal: AbortSignal): Promise<GuestOutcome>;
}

/** VIR_DOMAIN_START_AUTODESTROY: libvirt ends it with the connection that it was started by. */
const ENDS_WITH_US = 2;

/** An answer comes within milliseconds; a host that needs longer has not started the guest by then, either. */
const PATIENCE_MS = 1000;

/**
 * It takes one of so many of the last free slots: machines get the first, and one that is being made has its address
 * promised before libvirt knows of it.
 */
const LAST_SLOTS = 8;

/** How often another slot is tried where another labvm's guest is in one. */
const MOST_TRIES = 4;

/** QEMU: "failed to find romfile". */
const NO_PROGRAM = /romfile/i;

export function createProbeGuests({ client, abilities }: ProbeGuestPorts): ProbeGuests {
  const oneByOne = createOrder();

  const start = async ({ network, freeSlots }: GuestAttempt): Promise<Started> => {
    const [accelerated, limitsTranslation] = await Promise.all([
      abilities.accelerated(),
      abilities.limitsTranslation(),
    ]);
    const slots = freeSlots.slice(-LAST_SLOTS);
    for (let tried = 1; ; tried += 1) {
      const [slot] = slots.splice(randomInt(slots.length), 1) as [NetworkSlot];
      const before = (await leaseOf(client, network, slot.mac))?.until ?? null;
      const guest = { uuid: randomUUID(), network, slot, accelerated, limitsTranslation };
      const args = { xml: probeGuestXml(guest), flags: ENDS_WITH_US };
      try {
        const { domain } = await client.call(procedures.domainCreateXml, args, SLOW);
        return { domain, mac: slot.mac, before };
      } catch (error) {
        const isTaken = error instanceof LibvirtError && (await isThere(client, probeGuestName(slot)));
        if (!isTaken || tried === MOST_TRIES || slots.length === 0) throw error;
      }
    }
  };

  return {
    ask(attempt, signal) {
      const { network, patienceMs = PATIENCE_MS } = attempt;
      const settled = Promise.withResolvers<GuestOutcome>();
      let known: GuestOutcome = { kind: 'not-asked' };
      const answer = (): void => settled.resolve(known);
      signal.addEventListener('abort', answer, { once: true });
      const whole = async (): Promise<void> => {
        if (signal.aborted) return;
        const started = await start(attempt);
        try {
          const watched = { ...started, network, patienceMs };
          await watchGuest(client, watched, (progress) => (known = progress), signal);
          // Before it is taken away, for which nobody need wait.
          answer();
        } finally {
          await end(client, started.domain);
        }
      };
      const what = { en: 'A probe guest cannot be started', es: 'No se puede iniciar una máquina de prueba' };
      changing(what, () => oneByOne.run('guest', undefined, whole))
        .then(answer, (error: unknown) => {
          if (isNoProgram(error)) settled.resolve({ kind: 'no-program' });
          else settled.reject(error);
        })
        .finally(() => signal.removeEventListener('abort', answer));
      return settled.promise;
    },
  };
}

interface Started {
  readonly domain: Domain;
  readonly mac: string;
  readonly before: number | null;
}

async function end(client: LibvirtClient, domain: Domain): Promise<void> {
  // It may have ended by itself; and one that cannot be ended now ends with the connection.
  await client.call(procedures.domainDestroyFlags, { domain, flags: 0 }, SLOW).catch(() => undefined);
}

async function isThere(client: LibvirtClient, name: string): Promise<boolean> {
  return client.call(procedures.domainLookupByName, { name }).then(
    () => true,
    () => false,
  );
}

function isNoProgram(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof LibvirtError && NO_PROGRAM.test(error.cause.message)
  );
}
