import type { Cause, Refusal } from './cause.ts';

/** The network that a machine is plugged into, and the devices that it is made of. */
export const NETWORK: readonly Refusal[] = [
  {
    words: /network '([^']+)' is not active/i,
    cause: (network = '') => ({
      kind: 'failed',
      why: { en: `the network ${network} is switched off`, es: `la red ${network} está desactivada` },
      remedy: {
        en: `An administrator can switch it on: virsh net-start ${network}`,
        es: `Un administrador puede activarla: virsh net-start ${network}`,
      },
    }),
  },
  {
    words: /no network with matching name '([^']+)'/,
    cause: (network = '') => ({
      kind: 'failed',
      why: { en: `the host has no network ${network}`, es: `el anfitrión no tiene la red ${network}` },
      remedy: {
        en: 'An administrator can create it: bash scripts/setup.sh',
        es: 'Un administrador puede crearla: bash scripts/setup.sh',
      },
    }),
  },
  {
    // libvirt 9.0: src/util/virnetdev.c, virnetdevbridge.c, virnetdevtap.c.
    words: /Cannot get interface MTU on '([^']+)': No such device/i,
    cause: (bridge = '') => bridgeGone(bridge),
  },
  {
    words: /(?:Unable to add bridge (\S+) port \S+|bridge (\S+)): (?:No such device|doesn't exist)/i,
    cause: (one = '', other = '') => bridgeGone(one || other),
  },
  {
    words: /Unable to create tap device (\S*?): Device or resource busy/i,
    cause: (tap = '') => ({
      kind: 'failed',
      why: {
        en: `another machine or program is using its network device ${tap}`,
        es: `otra máquina u otro programa está usando su dispositivo de red ${tap}`,
      },
      remedy: {
        en: `If no machine needs it, an administrator can remove it: ip link delete ${tap}`,
        es: `Si ninguna máquina lo necesita, un administrador puede quitarlo: ip link delete ${tap}`,
      },
    }),
  },
  {
    words: /Unable to (?:create tap device|open \/dev\/net\/tun)/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'the host cannot create a network device for it',
        es: 'el anfitrión no puede crearle un dispositivo de red',
      },
      remedy: {
        en: 'An administrator can load the kernel module: modprobe tun',
        es: 'Un administrador puede cargar el módulo del núcleo: modprobe tun',
      },
    }),
  },
  {
    words: /Unable to find an unused port in range|Address already in use/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'another program is using the port that it needs',
        es: 'otro programa está usando el puerto que necesita',
      },
      remedy: {
        en: 'An administrator can find out which one, and end it: ss -ltnp',
        es: 'Un administrador puede ver cuál es y cerrarlo: ss -ltnp',
      },
    }),
  },
  {
    words: /Hook script execution failed/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'a hook script on the host refuses it',
        es: 'un script de hooks del anfitrión lo rechaza',
      },
      remedy: {
        en: "An administrator can check libvirt's hook scripts: /etc/libvirt/hooks",
        es: 'Un administrador puede revisar los scripts de hooks de libvirt: /etc/libvirt/hooks',
      },
    }),
  },
];

function bridgeGone(bridge: string): Cause {
  return {
    kind: 'failed',
    why: {
      en: `the bridge ${bridge} of its network is gone`,
      es: `ya no existe el puente ${bridge} de su red`,
    },
    remedy: ({ network }) =>
      network === null
        ? {
            en: 'An administrator can switch its network (see virsh net-list) off and on again: virsh net-destroy, virsh net-start',
            es: 'Un administrador puede desactivar su red (vea virsh net-list) y volver a activarla: virsh net-destroy, virsh net-start',
          }
        : {
            en: `An administrator can switch the network off and on again: virsh net-destroy ${network}, virsh net-start ${network}`,
            es: `Un administrador puede desactivar la red y volver a activarla: virsh net-destroy ${network}, virsh net-start ${network}`,
          },
  };
}
