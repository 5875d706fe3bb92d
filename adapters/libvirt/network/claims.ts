import type { Address } from '../../../src/vm/vm.ts';
import type { Machine } from '../machine/machines.ts';
import type { Lease } from './addresses.ts';

/** Which addresses more than one machine claims, so that nobody can say which of them answers. */
export interface Claims {
  /** Marks those of a machine's addresses that another running machine claims too. */
  mark(
    machine: Machine,
    addresses: readonly Address[],
    all: readonly Machine[],
    leases: readonly Lease[],
  ): readonly Address[];
  /** A machine is about to be switched on: what it was seen with counts no more. */
  forget(macs: readonly string[]): void;
}

/**
 * On a network without slots two copies of one system can be lent one address: the DHCP server takes them for one
 * client (RFC 2131, 4.2: the client identifier goes before the hardware address) and remembers only the one that
 * asked last, while the other goes on using it.
 */
export function createClaims(): Claims {
  /** The address that each card was last lent, since its machine was switched on. */
  const lent = new Map<string, string>();

  return {
    mark(machine, addresses, all, leases) {
      for (const { mac, address } of leases) lent.set(mac, address.ip);
      const others = all.filter(
        ({ domain, condition }) => condition.power !== 'off' && domain.uuid !== machine.domain.uuid,
      );
      const theirMacs = new Set(others.flatMap(({ definition }) => definition.macs));
      const own = machine.definition.macs;
      const isDouble = own.some((mac) => theirMacs.has(mac));
      const theirs = new Set(
        [...theirMacs].flatMap((mac) => (own.includes(mac) ? [] : (lent.get(mac) ?? []))),
      );
      return addresses.map((address) =>
        isDouble || theirs.has(address.ip) ? { ...address, contested: true } : address,
      );
    },
    forget(macs) {
      for (const mac of macs) lent.delete(mac);
    },
  };
}
