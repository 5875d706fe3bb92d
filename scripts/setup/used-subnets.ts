import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { readNetwork } from './network-xml.ts';
import { parseSubnet, type Subnet } from './subnet.ts';
import type { Virsh } from './virsh.ts';

/**
 * Every IPv4 network that the host already knows: routes, addresses of its interfaces, libvirt's networks (also
 * those that are switched off now).
 *
 * @param except a libvirt network to leave out
 */
export async function usedSubnets(virsh: Virsh, except: string): Promise<readonly Subnet[]> {
  const routes = routeSubnets(await readFile('/proc/net/route', 'utf8'));
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4')
    .flatMap((entry) => parseSubnet(entry.cidr ?? entry.address) ?? []);
  return [...routes, ...addresses, ...(await libvirtSubnets(virsh, except))];
}

/** The destinations in /proc/net/route (proc_pid_net(5)): hexadecimal, in the byte order of the machine. */
export function routeSubnets(table: string): readonly Subnet[] {
  return table
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((row) => {
      const columns = row.split(/\s+/);
      const base = Number.parseInt(swapBytes(columns[1] ?? ''), 16);
      const mask = Number.parseInt(swapBytes(columns[7] ?? ''), 16);
      const prefix = mask.toString(2).replaceAll('0', '').length;
      // The default route leads everywhere and takes nothing.
      return Number.isNaN(base) || Number.isNaN(mask) || prefix === 0 ? [] : [{ base, prefix }];
    });
}

/** All machines that labvm runs on (amd64, arm64) are little-endian. */
function swapBytes(hex: string): string {
  return hex.match(/../g)?.reverse().join('') ?? '';
}

async function libvirtSubnets(virsh: Virsh, except: string): Promise<readonly Subnet[]> {
  const names = (await virsh.run('net-list', '--all', '--name')).split('\n').map((name) => name.trim());
  const others = names.filter((name) => name !== '' && name !== except);
  const definitions = await Promise.all(others.map((name) => virsh.run('net-dumpxml', name)));
  return definitions.flatMap((xml) => readNetwork(xml).subnets);
}
