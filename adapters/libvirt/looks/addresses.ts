import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import type { Machine } from '../machine/machines.ts';
import { takenMacs } from '../network/address-slots.ts';
import { leasesOf } from '../network/addresses.ts';
import { findNetwork } from '../network/guarded-network.ts';
import { numberOf, readSlots } from '../network/network-slots.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import { attribute, child, children, readXml } from '../xml.ts';

const LABEL: Text = { en: 'Free addresses', es: 'Direcciones libres' };

/** So few are left that somebody should look: this many, or a tenth of a small network. */
const FEW = 10;
const FEW_SHARE = 0.1;

/** How many addresses of the network are left for new machines. */
export async function checkAddresses(
  client: LibvirtClient,
  networkName: string,
  machines: () => Promise<readonly Machine[]>,
): Promise<readonly Check[]> {
  const network = await findNetwork(client, networkName);
  if (network.state !== 'active') return [];
  const slots = readSlots(network.xml);
  if (slots !== null) {
    const taken = takenMacs(await machines());
    return [room(networkName, slots.filter(({ mac }) => !taken.has(mac)).length, slots.length, BELONG)];
  }
  const { free, all } = await rangeRoom(client, networkName, network.xml);
  return all === 0 ? [] : [room(networkName, free, all, LENT)];
}

/** How many addresses a network without slots lends, and how many of them nobody has. */
export async function rangeRoom(
  client: LibvirtClient,
  networkName: string,
  networkXml: string,
): Promise<{ readonly free: number; readonly all: number }> {
  const all = rangeSize(networkXml);
  return { all, free: all === 0 ? 0 : Math.max(0, all - (await lentOn(client, networkName))) };
}

function rangeSize(networkXml: string): number {
  const dhcp = child(child(child(readXml(networkXml), 'network'), 'ip'), 'dhcp');
  return children(dhcp, 'range')
    .map((range) => numberOf(attribute(range, 'end') ?? '') - numberOf(attribute(range, 'start') ?? '') + 1)
    .filter((size) => size > 0)
    .reduce((sum, size) => sum + size, 0);
}

async function lentOn(client: LibvirtClient, name: string): Promise<number> {
  const { network } = await client.call(procedures.networkLookupByName, { name });
  const { leases } = await client.call(procedures.networkGetDhcpLeases, {
    network,
    mac: null,
    needResults: 1,
    flags: 0,
  });
  return new Set(leasesOf(leases).map(({ address }) => address.ip)).size;
}

function room(network: string, free: number, all: number, remedy: Text): Check {
  const detail = {
    en: `${free} of ${all} addresses of the network ${network} are free`,
    es: `${free} de ${all} direcciones de la red ${network} están libres`,
  };
  const isFew = free <= Math.min(FEW, all * FEW_SHARE);
  const state = free === 0 ? 'bad' : isFew ? 'warning' : 'good';
  return { name: 'addresses', label: LABEL, state, detail, ...(state === 'good' ? {} : { remedy }) };
}

const BELONG: Text = {
  en: 'Each belongs to a machine until that machine is deleted. Delete machines that nobody needs: /vm list',
  es: 'Cada una pertenece a una máquina hasta que se borra. Borre las máquinas que nadie necesite: /vm list',
};
const LENT: Text = {
  en: 'Each is taken until its lease ends; virsh net-dhcp-leases shows when. To give each machine an address of its own, stop the machines and run once as root: bash scripts/setup.sh',
  es: 'Cada una está ocupada hasta que termina su concesión; virsh net-dhcp-leases dice cuándo. Para dar a cada máquina una dirección propia, apague las máquinas y ejecute una vez como root: bash scripts/setup.sh',
};
