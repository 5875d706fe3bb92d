import { type LibvirtClient, type Network, procedures } from '../rpc/index.ts';
import { attribute, child, readXml } from '../xml.ts';
import { readSlots } from './network-slots.ts';
import type { GuardedNetwork } from './rules/index.ts';

/** VIR_CONNECT_LIST_NETWORKS_ACTIVE. */
const ACTIVE = 2;

/** A network's description as libvirt gives it; or that it is there, but switched off; or that there is none. */
export type FoundNetwork =
  | { readonly state: 'active'; readonly xml: string }
  | { readonly state: 'off' | 'missing' };

export async function findNetwork(client: LibvirtClient, networkName: string): Promise<FoundNetwork> {
  const named = async (flags: number): Promise<Network | undefined> => {
    const { networks } = await client.call(procedures.connectListAllNetworks, { needResults: 1, flags });
    return networks.find(({ name }) => name === networkName);
  };
  const network = await named(ACTIVE);
  if (!network) return { state: (await named(0)) ? 'off' : 'missing' };
  const { xml } = await client.call(procedures.networkGetXmlDesc, { network, flags: 0 });
  return { state: 'active', xml };
}

/** What the host's rules of a network are about; null for one without slots, which has no rules. */
export function guardedNetwork(xml: string): GuardedNetwork | null {
  const slots = readSlots(xml);
  const network = child(readXml(xml), 'network');
  const bridge = attribute(child(network, 'bridge'), 'name');
  const gateway = attribute(child(network, 'ip'), 'address');
  return slots === null || bridge === undefined || gateway === undefined ? null : { bridge, gateway, slots };
}
