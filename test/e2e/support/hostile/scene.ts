import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { execa } from 'execa';
import { type NetworkSlot, readSlots } from '../../../../adapters/libvirt/network/network-slots.ts';
import { RULES_FILE } from '../../../../adapters/libvirt/network/rules/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { virsh } from '../host.ts';
import { type Gateway, openPort, type Port } from './port.ts';

/** Labvm's network with somebody who attacks, somebody who is attacked, and a host with services. */
export interface Scene {
  readonly gateway: Gateway;
  readonly attacker: Port;
  readonly victim: Port;
  /** A slot that nobody has taken. */
  readonly free: NetworkSlot;
  readonly host: HostServices;
  close(): Promise<void>;
}

/** Services of the host on all its addresses. */
export interface HostServices {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** An address of the host's other than the bridge's. */
  readonly otherAddress: string;
  /** What has come to the UDP service since it was last asked. */
  datagrams(): Promise<readonly string[]>;
}

const BRIDGE = 'labvm0';
/** In the blocks for documentation (RFC 5737). */
const OTHER_ADDRESS = '192.0.2.77';

/** The slots that tests of attacks take: at the end, where no machine of another test is. */
export async function slotNumbered(number: number): Promise<NetworkSlot> {
  const slots = readSlots(await virsh('net-dumpxml', 'labvm'));
  const slot = slots?.find((one) => one.number === number);
  if (!slot) throw new Error(`the network labvm has no slot ${number}`);
  return slot;
}

export async function bridgeGateway(): Promise<Gateway> {
  const mac = (await readFile(`/sys/class/net/${BRIDGE}/address`, 'utf8')).trim();
  const { address } = await slotNumbered(2);
  return { mac, address: address.replace(/\d+$/, '1') };
}

export async function openScene(): Promise<Scene> {
  const gateway = await bridgeGateway();
  const [attackers, victims, free] = await Promise.all([250, 251, 252].map(slotNumbered));
  if (!attackers || !victims || !free) throw new Error('not reached');
  const attacker = await openPort(attackers, gateway);
  const victim = await openPort(victims, gateway);
  const { services, close } = await openServices();
  return {
    gateway,
    attacker,
    victim,
    free,
    host: services,
    async close() {
      await close();
      for (const port of [attacker, victim]) await port.close();
    },
  };
}

async function openServices(): Promise<{ services: HostServices; close: () => Promise<void> }> {
  await execa('ip', ['address', 'add', `${OTHER_ADDRESS}/32`, 'dev', 'lo']);
  const tcp: Server = createServer((socket) => socket.destroy()).listen(0, '0.0.0.0');
  const udp: Socket = createSocket('udp4').bind(0, '0.0.0.0');
  await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
  const came: string[] = [];
  let marks = 0;
  udp.on('message', (message) => came.push(message.toString()));
  const { port: udpPort } = udp.address();
  const services: HostServices = {
    tcpPort: (tcp.address() as { port: number }).port,
    udpPort,
    otherAddress: OTHER_ADDRESS,
    async datagrams() {
      // What has come before this one has been counted when this one is.
      marks += 1;
      const last = `mark ${marks}`;
      const sender = createSocket('udp4');
      sender.send(last, udpPort, '127.0.0.1');
      while (!came.includes(last)) await once(udp, 'message');
      sender.close();
      return came.splice(0).filter((message) => message !== last);
    },
  };
  const close = async () => {
    tcp.close();
    udp.close();
    await execa('ip', ['address', 'delete', `${OTHER_ADDRESS}/32`, 'dev', 'lo']);
  };
  return { services, close };
}

/** The hardware address under which the host would send to an address of the network now; undefined if it knows none. */
export async function hostSendsTo(address: string): Promise<string | undefined> {
  const { stdout } = await execa('ip', ['-j', 'neighbour', 'show', 'dev', BRIDGE]);
  return parsed(stdout).find(({ dst }) => dst === address)?.lladdr;
}

export async function hostForgets(): Promise<void> {
  await execa('ip', ['neighbour', 'flush', 'dev', BRIDGE]);
}

/** Through which port the bridge sends what is for a hardware address. */
export async function bridgeSendsTo(mac: string): Promise<string | undefined> {
  const { stdout } = await execa('bridge', ['-j', 'fdb', 'show', 'br', BRIDGE]);
  return parsed(stdout).find((entry) => entry.mac === mac && entry.state !== 'permanent')?.ifname;
}

/** Who holds an address lent by the network. */
export async function leases(): Promise<readonly string[]> {
  const rows = (await virsh('net-dhcp-leases', 'labvm')).split('\n');
  return rows.map((row) => / ([\da-f:]{17}) /.exec(row)?.[1] ?? '').filter((mac) => mac !== '');
}

/** Waits until the leases are so: libvirt hears of them a moment later than who holds them. */
export async function untilLeases(areSo: (macs: readonly string[]) => boolean): Promise<readonly string[]> {
  return eventually('leases that are so', leases, areSo);
}

/** As after a firewall's reload that spares nobody, and as on a bridge that is new. */
export async function withoutRules(): Promise<void> {
  for (const family of ['bridge', 'inet']) await execa('nft', ['delete', 'table', family, 'labvm']);
  await execa('ip', ['link', 'set', BRIDGE, 'type', 'bridge', 'no_linklocal_learn', '0']);
}

export async function withRules(): Promise<void> {
  await execa('nft', ['-j', '-f', RULES_FILE]);
  await execa('ip', ['link', 'set', BRIDGE, 'type', 'bridge', 'no_linklocal_learn', '1']);
}

type Row = Readonly<Record<string, string | undefined>>;

function parsed(json: string): readonly Row[] {
  return json.trim() === '' ? [] : (JSON.parse(json) as Row[]);
}
