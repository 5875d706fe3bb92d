import { readFile } from 'node:fs/promises';
import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { RESTART_LIBVIRT } from '../../../src/host/restart-libvirt.ts';
import type { LeaseOutcome } from '../network/probe/index.ts';
import type { GuestOutcome } from '../network/probe-guest/index.ts';
import { ASK_AS_ROOT, seeRule } from './remedies.ts';

const LABEL: Text = { en: 'Address by DHCP', es: 'Dirección por DHCP' };

/** Whether the network's server of addresses is there; null where it cannot be told by its DNS. */
export type Server = 'runs' | 'gone' | null;

/** Domain (RFC 1035, 4.2): dnsmasq, which lends a network's addresses, answers there at the bridge's address. */
const DNS_PORT = 53;

/**
 * Whether anybody answers to DNS at the bridge's address: everybody may see which sockets there are (proc(5),
 * /proc/net/udp), and root alone what comes of asking.
 */
export async function serverAt(gateway: string): Promise<Server> {
  const sockets = await readFile('/proc/net/udp', 'utf8').catch(() => null);
  return sockets === null ? null : sockets.includes(` ${socketName(gateway, DNS_PORT)} `) ? 'runs' : 'gone';
}

/** As the kernel writes it on all that Node runs on: the address' bytes from the last to the first. */
function socketName(address: string, port: number): string {
  const hex = (number: number, digits: number) => number.toString(16).toUpperCase().padStart(digits, '0');
  const bytes = address.split('.').map((byte) => hex(Number(byte), 2));
  return `${bytes.reverse().join('')}:${hex(port, 4)}`;
}

/** What came of asking for an address. */
export function leaseCheck(outcome: LeaseOutcome, server: Server, { bridge }: { bridge: string }): Check {
  switch (outcome.kind) {
    case 'lent':
      return found('good', {
        en: `${outcome.address} was lent to a probe and given back`,
        es: `${outcome.address} se prestó a una sonda y se devolvió`,
      });
    case 'refused':
      return found('bad', refused(outcome.address), SEE_LOG);
    case 'silent':
      return server === 'gone' ? found('bad', GONE, RESTART) : found('bad', SILENT, seeFirewall(bridge));
  }
}

/** What came of a guest's asking for an address. */
export function guestLeaseCheck(
  outcome: GuestOutcome,
  server: Server,
  { bridge }: { bridge: string },
): Check {
  if (outcome.kind === 'lent') return found('good', lentToGuest(outcome.address));
  if (server === 'gone') return found('bad', GONE, RESTART);
  switch (outcome.kind) {
    case 'silent':
      return found('bad', GUEST_SILENT, seeFirewall(bridge));
    case 'waiting':
      return found('warning', GUEST_WAITING, AGAIN);
    case 'not-asked':
      return found('warning', GUEST_NOT_ASKED, AGAIN);
    case 'no-program':
      return found('warning', NO_PROGRAM, INSTALL);
  }
}

/** What can be said where nobody may ask for an address. */
export function untriedLease(server: Server, why: Text): Check {
  return server === 'gone' ? found('bad', GONE, RESTART) : found('warning', why, ASK_AS_ROOT);
}

/** Every address belongs to a machine: there is none to ask for. */
export function noAddressLeft(server: Server): Check {
  return server === 'gone' ? found('bad', GONE, RESTART) : found('warning', NONE_LEFT, MAKE_FREE);
}

function found(state: Check['state'], detail: Text, remedy?: Text): Check {
  return { name: 'lease', label: LABEL, state, detail, ...(remedy ? { remedy } : {}) };
}

function lentToGuest(address: string): Text {
  return {
    en: `${address} was lent to a probe guest`,
    es: `${address} se prestó a una máquina de prueba`,
  };
}
const GUEST_SILENT: Text = {
  en: 'A probe guest asked for an address and heard no answer, though dnsmasq, which lends them, is running',
  es: 'Una máquina de prueba pidió una dirección y no oyó respuesta, aunque dnsmasq, que las presta, está en marcha',
};
const GUEST_WAITING: Text = {
  en: 'a probe guest asked for an address and had none yet when the report was due',
  es: 'una máquina de prueba pidió una dirección y aún no la tenía cuando tocaba dar el informe',
};
const GUEST_NOT_ASKED: Text = {
  en: 'not tried: a probe guest was to ask for an address, and its firmware had not asked yet when the report was due',
  es: 'sin probar: una máquina de prueba debía pedir una dirección, y su firmware aún no la había pedido cuando tocaba dar el informe',
};
const AGAIN: Text = {
  en: "Ask again when the host has less to do, or as root, which needs no guest: npm start -- '/host doctor'",
  es: "Repítalo cuando el anfitrión tenga menos que hacer, o como root, sin máquina de prueba: npm start -- '/host doctor'",
};
const NO_PROGRAM: Text = {
  en: 'not tried: QEMU lacks the program of network cards (iPXE) by which a probe guest asks for an address',
  es: 'sin probar: a QEMU le falta el programa de las tarjetas de red (iPXE) con el que una máquina de prueba pide una dirección',
};
const INSTALL: Text = {
  en: 'Install it as root: apt-get install ipxe-qemu',
  es: 'Instálelo como root: apt-get install ipxe-qemu',
};
const GONE: Text = {
  en: 'No machine gets an address: dnsmasq, which lends them, is not running',
  es: 'Ninguna máquina recibe dirección: dnsmasq, que las presta, no está en marcha',
};
const RESTART: Text = {
  en: `Restart libvirt as root: ${RESTART_LIBVIRT}. It starts dnsmasq anew, and machines go on running.`,
  es: `Reinicie libvirt como root: ${RESTART_LIBVIRT}. Vuelve a arrancar dnsmasq, y las máquinas siguen en marcha.`,
};
const SILENT: Text = {
  en: 'A probe asked for an address and heard no answer, though dnsmasq, which lends them, is running',
  es: 'Una sonda pidió una dirección y no oyó respuesta, aunque dnsmasq, que las presta, está en marcha',
};
function seeFirewall(bridge: string): Text {
  return seeRule({
    en: `which rule of a firewall drops UDP port 67 on ${bridge}: nft list ruleset`,
    es: `qué regla de un cortafuegos descarta el puerto UDP 67 en ${bridge}: nft list ruleset`,
  });
}
function refused(address: string): Text {
  return {
    en: `The network offered ${address} to a probe and then refused it`,
    es: `La red ofreció ${address} a una sonda y después se la negó`,
  };
}
const SEE_LOG: Text = {
  en: 'dnsmasq’s log says why, as root: journalctl -t dnsmasq-dhcp. Another server of addresses on the same bridge does that, too.',
  es: 'El registro de dnsmasq dice por qué, como root: journalctl -t dnsmasq-dhcp. También lo hace otro servidor de direcciones en el mismo puente.',
};
const NONE_LEFT: Text = {
  en: 'not tried: every address belongs to a machine, so that there is none to lend to a probe',
  es: 'sin probar: todas las direcciones son de máquinas, y no hay ninguna que prestar a una sonda',
};
const MAKE_FREE: Text = {
  en: 'Delete machines that nobody needs, see /vm list. On a network whose addresses are only lent, stop the machines and run once as root: bash scripts/setup.sh',
  es: 'Borre las máquinas que nadie necesite, vea /vm list. En una red cuyas direcciones solo se prestan, apague las máquinas y ejecute una vez como root: bash scripts/setup.sh',
};
