import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import type { Machine } from '../machine/machines.ts';
import { takenMacs } from '../network/address-slots.ts';
import { isSlow } from '../network/check-network.ts';
import { findNetwork } from '../network/guarded-network.ts';
import { readSlots } from '../network/network-slots.ts';
import { probeNetwork } from '../network/probe/index.ts';
import type { ProbeGuests } from '../network/probe-guest/index.ts';
import type { LibvirtClient } from '../rpc/index.ts';
import { attribute, child, children, readXml } from '../xml.ts';
import { rangeRoom } from './addresses.ts';
import { leaseCheck, noAddressLeft, serverAt, untriedLease } from './lease.ts';
import { askByGuest } from './try-guest.ts';
import { hostWays, untriedWayOut, wayOutCheck } from './way-out.ts';

export interface TryPorts {
  readonly client: LibvirtClient;
  readonly programs: Programs;
  readonly machines: () => Promise<readonly Machine[]>;
  /** Whether this process may put a card of its own on the bridge. */
  readonly isRoot?: boolean;
  /** Asks where this process may not. */
  readonly guests: ProbeGuests;
  /** When the finding is due where a guest asks, in milliseconds. */
  readonly guestMs?: number;
  /** How long an answer on the wire may take, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * When the finding is due where a guest asks, in milliseconds: before the report is, as what the guest had done by then
 * is more than that there was no answer.
 */
const GUEST_MS = 2200;

/** Forward modes under which machines go out through the host, and whether under its address (libvirt: Network XML). */
const TRANSLATES: ReadonlyMap<string, boolean> = new Map([
  ['nat', true],
  ['route', false],
  ['open', false],
]);

/** Does on the network what a machine does: asks for an address, and says something to somebody outside. */
export async function tryNetwork(
  ports: TryPorts,
  networkName: string,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const { client, programs, machines, isRoot = process.geteuid?.() === 0, patienceMs } = ports;
  const { guests, guestMs = GUEST_MS } = ports;
  const due = AbortSignal.any([signal, AbortSignal.timeout(guestMs)]);
  const network = await findNetwork(client, networkName);
  if (network.state !== 'active') return [];
  const described = child(readXml(network.xml), 'network');
  const ip = child(described, 'ip');
  const [bridge, gateway] = [attribute(child(described, 'bridge'), 'name'), attribute(ip, 'address')];
  // One that lends no addresses, or is a bridge of the host's own, is another look's finding.
  if (bridge === undefined || gateway === undefined || children(ip, 'dhcp').length === 0) return [];
  const [server, ways] = await Promise.all([serverAt(gateway), hostWays(bridge)]);
  const translates = translatesOf(described);
  const untried = (lease: Text, wayOut: Text) => [
    untriedLease(server, lease),
    ...(translates === null ? [] : [untriedWayOut(ways, wayOut)]),
  ];
  const nothingToTry = [
    noAddressLeft(server),
    ...(translates === null ? [] : [untriedWayOut(ways, NO_ADDRESS)]),
  ];
  const slots = readSlots(network.xml);
  // A guest would keep an address of a network without slots for as long as it is lent.
  if (!isRoot && slots === null) return untried(ONLY_ROOT_ASKS, ONLY_ROOT_SENDS);
  if (isSlow(described)) return untried(WAITS, WAITS);
  const taken = slots && takenMacs(await machines());
  const freeSlots = slots?.filter(({ mac }) => !taken?.has(mac)) ?? null;
  if (!isRoot) {
    const attempt = {
      network: networkName,
      freeSlots: freeSlots ?? [],
      ...(patienceMs ? { patienceMs } : {}),
    };
    const lease = await askByGuest({ guests, server, bridge }, attempt, due);
    return [lease, ...(translates === null ? [] : [untriedWayOut(ways, ONLY_ROOT_SENDS)])];
  }
  const probed = { bridge, freeSlots, translates };
  const findings = await probeNetwork({ programs, ...(patienceMs ? { patienceMs } : {}) }, probed, signal);
  if (findings === null) return nothingToTry;
  const { lease, out } = findings;
  const isUsedUp = async () =>
    slots === null && (await rangeRoom(client, networkName, network.xml)).free === 0;
  if (lease.kind !== 'lent' && (await isUsedUp())) {
    return nothingToTry;
  }
  return [
    leaseCheck(lease, server, { bridge }),
    ...(translates === null
      ? []
      : [out ? wayOutCheck(out, ways, { bridge }) : untriedWayOut(ways, NO_ADDRESS)]),
  ];
}

/** Whether machines go out under the host's address; null where the network leads nowhere through the host. */
function translatesOf(network: ReturnType<typeof child>): boolean | null {
  const [forward] = children(network, 'forward');
  if (!('forward' in network)) return null;
  // NAT is the mode where none is named.
  return TRANSLATES.get((forward && attribute(forward, 'mode')) ?? 'nat') ?? null;
}

const ONLY_ROOT_ASKS: Text = {
  en: 'the DHCP server (dnsmasq) is running; only root can test whether it answers, and this labvm is not root',
  es: 'el servidor DHCP (dnsmasq) está en marcha; solo root puede probar si responde, y este labvm no es root',
};
const ONLY_ROOT_SENDS: Text = {
  en: 'forwarding is on; only root can test whether a packet gets out and its answer back in, and this labvm is not root',
  es: 'el reenvío está activo; solo root puede probar si un paquete sale y vuelve su respuesta, y este labvm no es root',
};
const WAITS: Text = {
  en: 'not tested: the bridge makes every new card wait, see Network',
  es: 'sin probar: el puente hace esperar a cada tarjeta nueva, vea Red',
};
const NO_ADDRESS: Text = {
  en: 'not tested: there was no address to test with',
  es: 'sin probar: no había dirección con la que probar',
};
