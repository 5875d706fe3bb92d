import type { NetworkSlot } from '../network-slots.ts';
import { bridgeTable } from './bridge-table.ts';
import { inetTable } from './inet-table.ts';
import type { Json, RuleObject } from './vocabulary.ts';

/** The network that rules are made for. */
export interface GuardedNetwork {
  /** The bridge's name. */
  readonly bridge: string;
  /** The bridge's address: the machines' way out, their DHCP and their DNS. */
  readonly gateway: string;
  readonly slots: readonly NetworkSlot[];
}

/** labvm's own tables; it touches no other. */
export const TABLES = [
  { family: 'bridge', name: 'labvm' },
  { family: 'inet', name: 'labvm' },
] as const;

/** Everything that the tables hold, without the tables. It depends on the network alone, never on its machines. */
export function rulesOf({ bridge, gateway, slots }: GuardedNetwork): readonly RuleObject[] {
  return [...bridgeTable(gateway, slots), ...inetTable(bridge, gateway)];
}

/** What `nft -j -f` reads: puts the rules into the place of those that were there, in one go or not at all. */
export function writeRules(network: GuardedNetwork): string {
  const tables = TABLES.flatMap((table): readonly Json[] => [
    // Without the first there may be nothing to delete.
    { add: { table } },
    { delete: { table } },
    { add: { table } },
  ]);
  const objects = rulesOf(network).map((object) => ({ add: object }));
  return `${JSON.stringify({ nftables: [...tables, ...objects] })}\n`;
}
