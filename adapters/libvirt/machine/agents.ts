import type { Clock } from '../../../src/base/clock.ts';
import {
  CallAborted,
  type CallOptions,
  type DomainInterface,
  type LibvirtClient,
  outcomeOf,
  procedures,
} from '../rpc/index.ts';
import type { OwnMachine } from './own-machine.ts';

/** The programs inside of guests that answer libvirt (qemu-guest-agent): as honest and as quick as their guests. */
export interface Agents {
  /**
   * What a machine's agent says of its network cards; nothing where it was silent lately.
   * @throws what the call failed with
   */
  interfaces(machine: OwnMachine, signal?: AbortSignal): Promise<readonly DomainInterface[]>;
  /**
   * Has a machine's agent set its clock by its own clock chip, which goes on while the machine stands still.
   * @returns whether it was asked; not where it was silent lately
   * @throws what the call failed with
   */
  setClock(machine: OwnMachine, signal?: AbortSignal): Promise<boolean>;
}

/**
 * How long libvirt waits for an agent, in seconds: first for its greeting (guest-sync), and as long again for its
 * answer. Without it libvirt waits for an answer for ever (libvirt-domain.h: VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK).
 */
export const AGENT_TIMEOUT_SECONDS = 2;

/** How long somebody who asks waits, in milliseconds: an agent that is well answers at once. */
const PATIENCE_MS = 2000;

/** How long an agent that was silent is not asked again, in milliseconds: at first, and at most. */
const FIRST_REST_MS = 2000;
const LONGEST_REST_MS = 600_000;

/** virDomainInterfaceAddressesSource. */
const SOURCE_AGENT = 1;

/** virDomainSetTimeFlags: VIR_DOMAIN_TIME_SYNC. */
const SYNC = 1;

/** How an agent of one run of a machine was lately. */
interface Rest {
  /** libvirt's number of the run: another one is another system, which may behave. */
  readonly run: number;
  readonly restMs: number;
  readonly until: number;
}

/**
 * Asks agents on a connection of their own, one call of a machine at a time and within a time that libvirt keeps: else
 * a few that fall silent after their greeting hold every place that libvirt has for the calls of labvm.
 */
export function createAgents(client: LibvirtClient, clock: Clock): Agents {
  const resting = new Map<string, Rest>();

  const wasSilent = ({ uuid, id }: OwnMachine['domain'], before: Rest | undefined): void => {
    const now = clock.now().getTime();
    const restMs = before ? Math.min(before.restMs * 2, LONGEST_REST_MS) : FIRST_REST_MS;
    resting.set(uuid, { run: id, restMs, until: now + restMs });
    for (const [other, { until }] of resting) if (until + LONGEST_REST_MS < now) resting.delete(other);
  };

  /** @returns null where the agent was silent lately, so that it was not asked */
  const ask = async <T>(
    { domain }: OwnMachine,
    signal: AbortSignal | undefined,
    question: (options: CallOptions) => Promise<T>,
  ): Promise<T | null> => {
    const known = resting.get(domain.uuid);
    const before = known?.run === domain.id ? known : undefined;
    if (before && clock.now().getTime() < before.until) return null;
    // Every time: a machine forgets it when it is switched off, and another tool may have set it.
    const limit = { domain, timeoutSeconds: AGENT_TIMEOUT_SECONDS, flags: 0 };
    await client.call(procedures.domainAgentSetResponseTimeout, limit, { timeoutMs: PATIENCE_MS, signal });
    try {
      const answer = await question({ lane: 'agent', turn: domain.uuid, timeoutMs: PATIENCE_MS, signal });
      resting.delete(domain.uuid);
      return answer;
    } catch (error) {
      // Not one that had to wait for its turn, nor one whose asker left.
      if (outcomeOf(error) !== 'notSent' && !(error instanceof CallAborted)) wasSilent(domain, before);
      throw error;
    }
  };

  return {
    async interfaces(machine, signal) {
      const args = { domain: machine.domain, source: SOURCE_AGENT, flags: 0 };
      const answer = await ask(machine, signal, (options) =>
        client.call(procedures.domainInterfaceAddresses, args, options),
      );
      return answer?.interfaces ?? [];
    },
    async setClock(machine, signal) {
      const args = { domain: machine.domain, seconds: 0n, nanoseconds: 0, flags: SYNC };
      const answer = await ask(machine, signal, (options) =>
        client.call(procedures.domainSetTime, args, options),
      );
      return answer !== null;
    },
  };
}
