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
        en: `${outcome.address} was given to a probe and returned`,
        es: `${outcome.address} se asignó a una sonda y se devolvió`,
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
    en: `${address} was given to a probe guest`,
    es: `${address} se asignó a una máquina de prueba`,
  };
}
const GUEST_SILENT: Text = {
  en: 'A probe guest asked for an address and got no answer, although the DHCP server (dnsmasq) is running',
  es: 'Una máquina de prueba pidió una dirección y no obtuvo respuesta, aunque el servidor DHCP (dnsmasq) está en marcha',
};
const GUEST_WAITING: Text = {
  en: 'a probe guest asked for an address, but had none when the report was due',
  es: 'una máquina de prueba pidió una dirección, pero aún no la tenía cuando tocaba dar el informe',
};
const GUEST_NOT_ASKED: Text = {
  en: 'not tested: the probe guest was still starting when the report was due, and had not asked for an address yet',
  es: 'sin probar: la máquina de prueba aún estaba arrancando cuando tocaba dar el informe, y no había pedido ninguna dirección',
};
const AGAIN: Text = {
  en: "Try again when the host is less busy, or as root, which needs no guest: npm start -- '/host doctor'",
  es: "Inténtelo de nuevo cuando el anfitrión esté menos ocupado, o como root, sin máquina de prueba: npm start -- '/host doctor'",
};
const NO_PROGRAM: Text = {
  en: 'not tested: QEMU lacks the network boot program (iPXE) that a probe guest needs to ask for an address',
  es: 'sin probar: a QEMU le falta el programa de arranque por red (iPXE) con el que una máquina de prueba pide una dirección',
};
const INSTALL: Text = {
  en: 'Install it as root: apt-get install ipxe-qemu',
  es: 'Instálelo como root: apt-get install ipxe-qemu',
};
const GONE: Text = {
  en: 'No machine gets an address: the DHCP server (dnsmasq) is not running',
  es: 'Ninguna máquina recibe dirección: el servidor DHCP (dnsmasq) no está en marcha',
};
const RESTART: Text = {
  en: `Restart libvirt as root: ${RESTART_LIBVIRT}. This also restarts dnsmasq; machines keep running.`,
  es: `Reinicie libvirt como root: ${RESTART_LIBVIRT}. Así se reinicia también dnsmasq; las máquinas siguen en marcha.`,
};
const SILENT: Text = {
  en: 'A probe asked for an address and got no answer, although the DHCP server (dnsmasq) is running',
  es: 'Una sonda pidió una dirección y no obtuvo respuesta, aunque el servidor DHCP (dnsmasq) está en marcha',
};
function seeFirewall(bridge: string): Text {
  return seeRule({
    en: `which firewall rule drops UDP port 67 on ${bridge}: nft list ruleset`,
    es: `qué regla del cortafuegos descarta el puerto UDP 67 en ${bridge}: nft list ruleset`,
  });
}
function refused(address: string): Text {
  return {
    en: `The network offered ${address} to a probe and then refused it`,
    es: `La red ofreció ${address} a una sonda y después se la negó`,
  };
}
const SEE_LOG: Text = {
  en: 'dnsmasq’s log says why; read it as root: journalctl -t dnsmasq-dhcp. A second DHCP server on the same bridge has the same effect.',
  es: 'El registro de dnsmasq dice por qué; léalo como root: journalctl -t dnsmasq-dhcp. Un segundo servidor DHCP en el mismo puente causa lo mismo.',
};
const NONE_LEFT: Text = {
  en: 'not tested: every address belongs to a machine, so none is left for a probe',
  es: 'sin probar: todas las direcciones son de alguna máquina, y no queda ninguna para una sonda',
};
const MAKE_FREE: Text = {
  en: 'Delete machines that nobody needs: /vm list. If the network’s addresses are only leased, stop the machines and run once as root: bash scripts/setup.sh',
  es: 'Borre las máquinas que nadie necesite: /vm list. Si la red solo concede direcciones por un tiempo, apague las máquinas y ejecute una vez como root: bash scripts/setup.sh',
};
