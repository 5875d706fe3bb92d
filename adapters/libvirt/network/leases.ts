import type { Log } from '../../../src/base/log.ts';
import type { Address } from '../../../src/vm/vm.ts';
import type { Definition } from '../machine/definition.ts';
import { type LibvirtClient, type Network, procedures } from '../rpc/index.ts';
import type { AddressSlots } from './address-slots.ts';
import { type Lease, leasesOf } from './addresses.ts';

/** The DHCP leases of labvm's network. */
export interface Leases {
  /** Those that can be believed: of a card in a slot, only the one of its own address. */
  all(signal?: AbortSignal): Promise<readonly Lease[]>;
  /** The same for what is shown without them too; none where the network is down or cannot be asked, which is logged. */
  ifKnown(signal?: AbortSignal): Promise<readonly Lease[]>;
  /** The addresses of a machine, without those that it held before it was switched on. */
  of(definition: Definition, leases: readonly Lease[]): readonly Address[];
  /** A machine is about to be switched on: what it holds now says nothing of it any more. Never fails. */
  outdate(definition: Definition): Promise<void>;
}

/** libvirt answers this from memory: a longer wait is a host in trouble. */
const TIMEOUT_MS = 3000;

export function createLeases(
  client: LibvirtClient,
  networkName: string,
  slots: Pick<AddressSlots, 'all'>,
  log: Pick<Log, 'debug'>,
): Leases {
  /** Until when the lease of a card ran when its machine was switched on, in seconds since 1970. */
  const outdated = new Map<string, number>();
  let network: Network | undefined;

  const all = async (signal?: AbortSignal): Promise<readonly Lease[]> => {
    const options = { timeoutMs: TIMEOUT_MS, signal };
    const known = await slots.all();
    network ??= (await client.call(procedures.networkLookupByName, { name: networkName }, options)).network;
    try {
      const args = { network, mac: null, needResults: 1, flags: 0 };
      const { leases } = await client.call(procedures.networkGetDhcpLeases, args, options);
      return leasesOf(leases).filter(({ mac, address }) => !known || known.get(mac)?.address === address.ip);
    } catch (error) {
      // It may have been made anew, under another UUID.
      network = undefined;
      throw error;
    }
  };

  const ifKnown = async (signal?: AbortSignal): Promise<readonly Lease[]> => {
    try {
      return await all(signal);
    } catch (error) {
      if (!signal?.aborted) log.debug({ err: error }, 'the addresses that the network lends are not known');
      return [];
    }
  };

  return {
    all,
    ifKnown,
    of: ({ macs }, leases) =>
      leases
        .filter(
          ({ mac, expiresAtSeconds }) => macs.includes(mac) && expiresAtSeconds > (outdated.get(mac) ?? 0),
        )
        .map(({ address }) => address),
    async outdate({ macs }) {
      for (const mac of macs) outdated.delete(mac);
      for (const { mac, expiresAtSeconds } of await ifKnown()) {
        if (macs.includes(mac)) outdated.set(mac, Math.max(expiresAtSeconds, outdated.get(mac) ?? 0));
      }
    },
  };
}
