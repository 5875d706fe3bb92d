import type { Traffic } from '../../../src/vm/ports/signs.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { type LibvirtClient, parameterMap, procedures } from '../rpc/index.ts';

/** VIR_DOMAIN_STATS_INTERFACE. */
const STATS_INTERFACE = 1 << 4;

/** A host has no more bridges for one machine than this. */
const MOST_CARDS = 64;

/** What a machine's network cards have seen since it was switched on, as the guest counts it; null without a card. */
export async function trafficOf(
  client: LibvirtClient,
  { domain, definition, condition }: OwnMachine,
  signal?: AbortSignal,
): Promise<Traffic | null> {
  if (definition.macs.length === 0) return null;
  if (condition.power === 'off') return { sentPackets: 0, receivedPackets: 0 };
  const args = { domains: [domain], stats: STATS_INTERFACE, flags: 0 };
  const { records } = await client.call(procedures.connectGetAllDomainStats, args, { signal });
  const values = parameterMap(records[0]?.parameters ?? []);
  const cards = Math.min(Number(values.get('net.count') ?? 0), MOST_CARDS);
  const total = (field: string): number => {
    let sum = 0;
    for (let card = 0; card < cards; card += 1) sum += Number(values.get(`net.${card}.${field}`) ?? 0);
    return sum;
  };
  return { sentPackets: total('tx.pkts'), receivedPackets: total('rx.pkts') };
}
