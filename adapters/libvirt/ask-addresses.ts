import type { Address } from '../../src/vm/vm.ts';
import { interfaceAddresses, merged } from './addresses.ts';
import { readLive } from './definition.ts';
import type { Leases } from './leases.ts';
import type { OwnMachine } from './own.ts';
import { type LibvirtClient, procedures } from './rpc/index.ts';

/** virDomainInterfaceAddressesSource. */
const SOURCE = { agent: 1, arp: 2 } as const;

/** An agent that is connected answers at once, or is a guest that has stopped to. */
const AGENT_TIMEOUT_MS = 2000;
const ARP_TIMEOUT_MS = 2000;

/**
 * Asks every source for a machine's addresses. The guest's agent and the neighbour table may fail: they only add.
 * @throws what the call for the leases failed with, and what the signal says
 */
export async function askAddresses(
  client: LibvirtClient,
  leases: Leases,
  { domain, definition, condition }: OwnMachine,
  signal?: AbortSignal,
): Promise<readonly Address[]> {
  if (condition.power === 'off' || definition.macs.length === 0) return [];

  const ask = async (source: 'agent' | 'arp', timeoutMs: number): Promise<readonly Address[]> => {
    const args = { domain, source: SOURCE[source], flags: 0 };
    const answer = await client.call(procedures.domainInterfaceAddresses, args, {
      lane: source === 'agent' ? 'slow' : 'quick',
      timeoutMs,
      signal,
    });
    return interfaceAddresses(answer.interfaces, definition.macs, source);
  };

  const fromAgent = async (): Promise<readonly Address[]> => {
    const { xml } = await client.call(procedures.domainGetXmlDesc, { domain, flags: 0 }, { signal });
    return readLive(xml).agentConnected ? ask('agent', AGENT_TIMEOUT_MS) : [];
  };

  const [held, agent, arp] = await Promise.all([
    leases.all(signal),
    fromAgent().catch(() => []),
    ask('arp', ARP_TIMEOUT_MS).catch(() => []),
  ]);
  signal?.throwIfAborted();
  return merged(leases.of(definition, held), agent, arp);
}
