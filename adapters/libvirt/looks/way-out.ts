import { readFile } from 'node:fs/promises';
import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { RESTART_LIBVIRT } from '../../../src/host/restart-libvirt.ts';
import type { WayOut } from '../network/probe/index.ts';
import { ASK_AS_ROOT, seeRule } from './remedies.ts';

const LABEL: Text = { en: 'Internet access', es: 'Salida a Internet' };

/** What the system says of its own ways; everybody may read it (ip-sysctl, proc(5): /proc/net/route). */
export interface HostWays {
  /** Whether the host passes on packets that are for others. */
  readonly forwards: boolean;
  /** Whether the host itself knows a way to everywhere. */
  readonly leadsOut: boolean;
}

export async function hostWays(bridge: string): Promise<HostWays> {
  const [all, own, routes] = await Promise.all(
    ['/proc/sys/net/ipv4/ip_forward', `/proc/sys/net/ipv4/conf/${bridge}/forwarding`, '/proc/net/route'].map(
      (file) => readFile(file, 'utf8').catch(() => ''),
    ),
  );
  return {
    forwards: all?.trim() !== '0' && own?.trim() !== '0',
    // Destination and mask, both nothing: the way to everywhere else.
    leadsOut: (routes ?? '').split('\n').some((line) => {
      const fields = line.split('\t');
      return fields[1] === '00000000' && fields[7] === '00000000';
    }),
  };
}

/** What became of a packet to the outside. */
export function wayOutCheck(out: WayOut, ways: HostWays, { bridge }: { bridge: string }): Check {
  if (out === 'passes') {
    return ways.leadsOut ? found('good', PASSES) : found('warning', HOST_ALONE, CONNECT);
  }
  if (!ways.forwards) return found('bad', NOT_FORWARDED, FORWARD);
  if (out === 'untranslated') return found('bad', UNTRANSLATED, RESTART);
  return found('bad', out === 'lost' ? LOST : ANSWER_LOST, seeFirewall(bridge));
}

/** What can be said where no packet may be tried. */
export function untriedWayOut(ways: HostWays, why: Text): Check {
  return ways.forwards ? found('warning', why, ASK_AS_ROOT) : found('bad', NOT_FORWARDED, FORWARD);
}

function found(state: Check['state'], detail: Text, remedy?: Text): Check {
  return { name: 'way-out', label: LABEL, state, detail, ...(remedy ? { remedy } : {}) };
}

const PASSES: Text = {
  en: 'a probe’s packet went out under the host’s address, and the answer came back',
  es: 'un paquete de una sonda salió con la dirección del anfitrión, y su respuesta volvió',
};
const HOST_ALONE: Text = {
  en: 'the host forwards its machines’ packets and the answers, but has no Internet connection itself (no default route)',
  es: 'el anfitrión reenvía los paquetes de sus máquinas y las respuestas, pero él mismo no tiene salida a Internet (sin ruta por defecto)',
};
const CONNECT: Text = {
  en: 'Connect the host (ip route), unless its machines are meant to have no Internet.',
  es: 'Conecte el anfitrión (ip route), salvo que sus máquinas no deban tener Internet.',
};
const NOT_FORWARDED: Text = {
  en: 'Machines cannot reach anything outside the host: forwarding is switched off (net.ipv4.ip_forward)',
  es: 'Las máquinas no tienen conexión con el exterior: el reenvío está desactivado (net.ipv4.ip_forward)',
};
const FORWARD: Text = {
  en: 'Switch it on as root: sysctl -w net.ipv4.ip_forward=1. The setting that switches it off at boot is in /etc/sysctl.conf or /etc/sysctl.d.',
  es: 'Actívelo como root: sysctl -w net.ipv4.ip_forward=1. El ajuste que lo desactiva al arrancar está en /etc/sysctl.conf o /etc/sysctl.d.',
};
const UNTRANSLATED: Text = {
  en: 'Machines get no answer from outside the host: libvirt’s NAT rules are missing, so packets leave with the machines’ own addresses',
  es: 'Las máquinas no reciben respuestas del exterior: faltan las reglas NAT de libvirt, y los paquetes salen con la dirección de cada máquina',
};
const RESTART: Text = {
  en: `Restart libvirt as root: ${RESTART_LIBVIRT}. It creates the rules again; machines keep running. Every reload of the firewall removes them.`,
  es: `Reinicie libvirt como root: ${RESTART_LIBVIRT}. Crea las reglas de nuevo; las máquinas siguen en marcha. Cada recarga del cortafuegos las borra.`,
};
const LOST: Text = {
  en: 'Machines cannot reach anything outside the host: a firewall drops their packets, although forwarding is on',
  es: 'Las máquinas no tienen conexión con el exterior: un cortafuegos descarta sus paquetes, aunque el reenvío está activo',
};
const ANSWER_LOST: Text = {
  en: 'Machines get no answer from outside the host: their packets get out, but a firewall drops the answers',
  es: 'Las máquinas no reciben respuestas del exterior: sus paquetes salen, pero un cortafuegos descarta las respuestas',
};
function seeFirewall(bridge: string): Text {
  return seeRule({
    en: `which rule drops the forwarded packets of ${bridge}: nft list ruleset, iptables -L FORWARD`,
    es: `qué regla descarta los paquetes reenviados de ${bridge}: nft list ruleset, iptables -L FORWARD`,
  });
}
