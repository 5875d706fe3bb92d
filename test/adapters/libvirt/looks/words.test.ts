import { expect, test } from 'vitest';
import { allows, readBaseLabel } from '../../../../adapters/libvirt/looks/engine-user.ts';
import {
  guestLeaseCheck,
  leaseCheck,
  noAddressLeft,
  untriedLease,
} from '../../../../adapters/libvirt/looks/lease.ts';
import { untriedWayOut, wayOutCheck } from '../../../../adapters/libvirt/looks/way-out.ts';
import { say } from '../../../../src/base/text.ts';
import type { Check } from '../../../../src/host/doctor.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

/* What people read of the network, in both languages; each condition is brought about in doctor.live.test.ts. */

const bridge = { bridge: 'labvm0' };
const ways = { forwards: true, leadsOut: true };
const read = ({ state, detail, remedy }: Check) => ({
  state,
  en: say(detail, 'en'),
  es: say(detail, 'es'),
  remedy: remedy && [say(remedy, 'en'), say(remedy, 'es')],
});

const FOUND: Readonly<Record<string, Check>> = {
  'a lease': leaseCheck({ kind: 'lent', address: '192.168.150.9' }, 'runs', bridge),
  'a refusal': leaseCheck({ kind: 'refused', address: '192.168.150.9' }, 'runs', bridge),
  silence: leaseCheck({ kind: 'silent' }, 'runs', bridge),
  'silence of a server that is gone': leaseCheck({ kind: 'silent' }, 'gone', bridge),
  'a lease of a guest': guestLeaseCheck({ kind: 'lent', address: '192.168.150.9' }, 'runs', bridge),
  'a guest that hears nothing': guestLeaseCheck({ kind: 'silent' }, 'runs', bridge),
  'a guest that was late': guestLeaseCheck({ kind: 'waiting' }, 'runs', bridge),
  'a guest that had not asked': guestLeaseCheck({ kind: 'not-asked' }, 'runs', bridge),
  'a guest that had not asked, and nobody to ask': guestLeaseCheck({ kind: 'not-asked' }, 'gone', bridge),
  'no program for a guest': guestLeaseCheck({ kind: 'no-program' }, 'runs', bridge),
  'no address left': noAddressLeft('runs'),
  'not root': untriedLease('runs', { en: 'why', es: 'por qué' }),
  'a way out': wayOutCheck('passes', ways, bridge),
  'a host without a way out': wayOutCheck('passes', { ...ways, leadsOut: false }, bridge),
  'no forwarding': wayOutCheck('lost', { ...ways, forwards: false }, bridge),
  'no NAT': wayOutCheck('untranslated', ways, bridge),
  'a firewall on the way out': wayOutCheck('lost', ways, bridge),
  'a firewall on the way back': wayOutCheck('answer-lost', ways, bridge),
  'a way out not tried': untriedWayOut(ways, { en: 'why', es: 'por qué' }),
};

test('whatever is not good has a remedy in both languages', () => {
  for (const [what, { state, remedy }] of Object.entries(FOUND).map(
    ([name, check]) => [name, read(check)] as const,
  ))
    expect({ what, remedies: new Set(remedy).size }).toEqual({ what, remedies: state === 'good' ? 0 : 2 });
  expect(troubleDoc).toContain(read(noAddressLeft('runs')).en);
});

test('is said in both languages', () => {
  const said = Object.entries(FOUND).map(([what, check]) => [what, read(check)]);
  expect(Object.fromEntries(said)).toMatchInlineSnapshot(`
    {
      "a firewall on the way back": {
        "en": "Machines get no answer from outside the host: their packets get out, but a firewall drops the answers",
        "es": "Las máquinas no reciben respuestas del exterior: sus paquetes salen, pero un cortafuegos descarta las respuestas",
        "remedy": [
          "Check which rule drops the forwarded packets of labvm0: nft list ruleset, iptables -L FORWARD. Restarting libvirt as root (systemctl restart libvirtd) puts its own rules first again.",
          "Compruebe qué regla descarta los paquetes reenviados de labvm0: nft list ruleset, iptables -L FORWARD. Al reiniciar libvirt como root (systemctl restart libvirtd), sus reglas vuelven a ser las primeras.",
        ],
        "state": "bad",
      },
      "a firewall on the way out": {
        "en": "Machines cannot reach anything outside the host: a firewall drops their packets, although forwarding is on",
        "es": "Las máquinas no tienen conexión con el exterior: un cortafuegos descarta sus paquetes, aunque el reenvío está activo",
        "remedy": [
          "Check which rule drops the forwarded packets of labvm0: nft list ruleset, iptables -L FORWARD. Restarting libvirt as root (systemctl restart libvirtd) puts its own rules first again.",
          "Compruebe qué regla descarta los paquetes reenviados de labvm0: nft list ruleset, iptables -L FORWARD. Al reiniciar libvirt como root (systemctl restart libvirtd), sus reglas vuelven a ser las primeras.",
        ],
        "state": "bad",
      },
      "a guest that had not asked": {
        "en": "not tested: the probe guest was still starting when the report was due, and had not asked for an address yet",
        "es": "sin probar: la máquina de prueba aún estaba arrancando cuando tocaba dar el informe, y no había pedido ninguna dirección",
        "remedy": [
          "Try again when the host is less busy, or as root, which needs no guest: npm start -- '/host doctor'",
          "Inténtelo de nuevo cuando el anfitrión esté menos ocupado, o como root, sin máquina de prueba: npm start -- '/host doctor'",
        ],
        "state": "warning",
      },
      "a guest that had not asked, and nobody to ask": {
        "en": "No machine gets an address: the DHCP server (dnsmasq) is not running",
        "es": "Ninguna máquina recibe dirección: el servidor DHCP (dnsmasq) no está en marcha",
        "remedy": [
          "Restart libvirt as root: systemctl restart libvirtd. This also restarts dnsmasq; machines keep running.",
          "Reinicie libvirt como root: systemctl restart libvirtd. Así se reinicia también dnsmasq; las máquinas siguen en marcha.",
        ],
        "state": "bad",
      },
      "a guest that hears nothing": {
        "en": "A probe guest asked for an address and got no answer, although the DHCP server (dnsmasq) is running",
        "es": "Una máquina de prueba pidió una dirección y no obtuvo respuesta, aunque el servidor DHCP (dnsmasq) está en marcha",
        "remedy": [
          "Check which firewall rule drops UDP port 67 on labvm0: nft list ruleset. Restarting libvirt as root (systemctl restart libvirtd) puts its own rules first again.",
          "Compruebe qué regla del cortafuegos descarta el puerto UDP 67 en labvm0: nft list ruleset. Al reiniciar libvirt como root (systemctl restart libvirtd), sus reglas vuelven a ser las primeras.",
        ],
        "state": "bad",
      },
      "a guest that was late": {
        "en": "a probe guest asked for an address, but had none when the report was due",
        "es": "una máquina de prueba pidió una dirección, pero aún no la tenía cuando tocaba dar el informe",
        "remedy": [
          "Try again when the host is less busy, or as root, which needs no guest: npm start -- '/host doctor'",
          "Inténtelo de nuevo cuando el anfitrión esté menos ocupado, o como root, sin máquina de prueba: npm start -- '/host doctor'",
        ],
        "state": "warning",
      },
      "a host without a way out": {
        "en": "the host forwards its machines’ packets and the answers, but has no Internet connection itself (no default route)",
        "es": "el anfitrión reenvía los paquetes de sus máquinas y las respuestas, pero él mismo no tiene salida a Internet (sin ruta por defecto)",
        "remedy": [
          "Connect the host (ip route), unless its machines are meant to have no Internet.",
          "Conecte el anfitrión (ip route), salvo que sus máquinas no deban tener Internet.",
        ],
        "state": "warning",
      },
      "a lease": {
        "en": "192.168.150.9 was given to a probe and returned",
        "es": "192.168.150.9 se asignó a una sonda y se devolvió",
        "remedy": undefined,
        "state": "good",
      },
      "a lease of a guest": {
        "en": "192.168.150.9 was given to a probe guest",
        "es": "192.168.150.9 se asignó a una máquina de prueba",
        "remedy": undefined,
        "state": "good",
      },
      "a refusal": {
        "en": "The network offered 192.168.150.9 to a probe and then refused it",
        "es": "La red ofreció 192.168.150.9 a una sonda y después se la negó",
        "remedy": [
          "dnsmasq’s log says why; read it as root: journalctl -t dnsmasq-dhcp. A second DHCP server on the same bridge has the same effect.",
          "El registro de dnsmasq dice por qué; léalo como root: journalctl -t dnsmasq-dhcp. Un segundo servidor DHCP en el mismo puente causa lo mismo.",
        ],
        "state": "bad",
      },
      "a way out": {
        "en": "a probe’s packet went out under the host’s address, and the answer came back",
        "es": "un paquete de una sonda salió con la dirección del anfitrión, y su respuesta volvió",
        "remedy": undefined,
        "state": "good",
      },
      "a way out not tried": {
        "en": "why",
        "es": "por qué",
        "remedy": [
          "An administrator can check as root: npm start -- '/host doctor'",
          "Un administrador puede comprobarlo como root: npm start -- '/host doctor'",
        ],
        "state": "warning",
      },
      "no NAT": {
        "en": "Machines get no answer from outside the host: libvirt’s NAT rules are missing, so packets leave with the machines’ own addresses",
        "es": "Las máquinas no reciben respuestas del exterior: faltan las reglas NAT de libvirt, y los paquetes salen con la dirección de cada máquina",
        "remedy": [
          "Restart libvirt as root: systemctl restart libvirtd. It creates the rules again; machines keep running. Every reload of the firewall removes them.",
          "Reinicie libvirt como root: systemctl restart libvirtd. Crea las reglas de nuevo; las máquinas siguen en marcha. Cada recarga del cortafuegos las borra.",
        ],
        "state": "bad",
      },
      "no address left": {
        "en": "not tested: every address belongs to a machine, so none is left for a probe",
        "es": "sin probar: todas las direcciones son de alguna máquina, y no queda ninguna para una sonda",
        "remedy": [
          "Delete machines that nobody needs: /vm list. If the network’s addresses are only leased, stop the machines and run once as root: bash scripts/setup.sh",
          "Borre las máquinas que nadie necesite: /vm list. Si la red solo concede direcciones por un tiempo, apague las máquinas y ejecute una vez como root: bash scripts/setup.sh",
        ],
        "state": "warning",
      },
      "no forwarding": {
        "en": "Machines cannot reach anything outside the host: forwarding is switched off (net.ipv4.ip_forward)",
        "es": "Las máquinas no tienen conexión con el exterior: el reenvío está desactivado (net.ipv4.ip_forward)",
        "remedy": [
          "Switch it on as root: sysctl -w net.ipv4.ip_forward=1. The setting that switches it off at boot is in /etc/sysctl.conf or /etc/sysctl.d.",
          "Actívelo como root: sysctl -w net.ipv4.ip_forward=1. El ajuste que lo desactiva al arrancar está en /etc/sysctl.conf o /etc/sysctl.d.",
        ],
        "state": "bad",
      },
      "no program for a guest": {
        "en": "not tested: QEMU lacks the network boot program (iPXE) that a probe guest needs to ask for an address",
        "es": "sin probar: a QEMU le falta el programa de arranque por red (iPXE) con el que una máquina de prueba pide una dirección",
        "remedy": [
          "Install it as root: apt-get install ipxe-qemu",
          "Instálelo como root: apt-get install ipxe-qemu",
        ],
        "state": "warning",
      },
      "not root": {
        "en": "why",
        "es": "por qué",
        "remedy": [
          "An administrator can check as root: npm start -- '/host doctor'",
          "Un administrador puede comprobarlo como root: npm start -- '/host doctor'",
        ],
        "state": "warning",
      },
      "silence": {
        "en": "A probe asked for an address and got no answer, although the DHCP server (dnsmasq) is running",
        "es": "Una sonda pidió una dirección y no obtuvo respuesta, aunque el servidor DHCP (dnsmasq) está en marcha",
        "remedy": [
          "Check which firewall rule drops UDP port 67 on labvm0: nft list ruleset. Restarting libvirt as root (systemctl restart libvirtd) puts its own rules first again.",
          "Compruebe qué regla del cortafuegos descarta el puerto UDP 67 en labvm0: nft list ruleset. Al reiniciar libvirt como root (systemctl restart libvirtd), sus reglas vuelven a ser las primeras.",
        ],
        "state": "bad",
      },
      "silence of a server that is gone": {
        "en": "No machine gets an address: the DHCP server (dnsmasq) is not running",
        "es": "Ninguna máquina recibe dirección: el servidor DHCP (dnsmasq) no está en marcha",
        "remedy": [
          "Restart libvirt as root: systemctl restart libvirtd. This also restarts dnsmasq; machines keep running.",
          "Reinicie libvirt como root: systemctl restart libvirtd. Así se reinicia también dnsmasq; las máquinas siguen en marcha.",
        ],
        "state": "bad",
      },
    }
  `);
});

const isOfGuest = ({ detail }: Check) =>
  / probe guest (was|asked)|that a probe guest needs/.test(say(detail, 'en'));

test.each(
  Object.values(FOUND).filter(
    (check) => check.state === 'bad' || (check.state === 'warning' && isOfGuest(check)),
  ),
)('is in the manual: $detail.en', ({ detail }) => {
  expect(troubleDoc).toContain(say(detail, 'en').replace('192.168.150.9', '…'));
});

test('whom libvirt runs QEMU as is read from its capabilities', () => {
  const capabilities = (models: string) => `<capabilities><host>${models}</host></capabilities>`;
  const dac = `<secmodel><model>dac</model><doi>0</doi><baselabel type='kvm'>+64055:+108</baselabel><baselabel type='qemu'>+64055:+109</baselabel></secmodel>`;
  const none = '<secmodel><model>none</model><doi>0</doi></secmodel>';
  expect(readBaseLabel(capabilities(none + dac))).toEqual({ uid: 64055, gid: 109 });
  expect(readBaseLabel(capabilities(none))).toBeNull();
});

test('a mode counts for the owner as owner, for the group as group, and for everybody else as others', () => {
  const user = { uid: 64055, gid: 108 };
  const root = { uid: 0, gid: 0 };
  expect(allows({ mode: 0o711, ...root }, user, 1)).toBe(true);
  expect(allows({ mode: 0o710, ...root }, user, 1)).toBe(false);
  expect(allows({ mode: 0o710, uid: 0, gid: 108 }, user, 1)).toBe(true);
  // The owner is not helped by what others may.
  expect(allows({ mode: 0o077, ...user }, user, 1)).toBe(false);
  expect(allows({ mode: 0o400, ...user }, user, 4)).toBe(true);
});
