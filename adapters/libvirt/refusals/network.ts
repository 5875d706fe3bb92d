import type { Cause, Refusal } from './cause.ts';

/** The network that a machine is plugged into, and the devices that it is made of. */
export const NETWORK: readonly Refusal[] = [
  {
    words: /network '([^']+)' is not active/i,
    cause: (network = '') => ({
      kind: 'failed',
      why: { en: `the network ${network} is switched off`, es: `la red ${network} está desactivada` },
      remedy: {
        en: `An administrator switches it on: virsh net-start ${network}`,
        es: `Un administrador la activa: virsh net-start ${network}`,
      },
    }),
  },
  {
    words: /no network with matching name '([^']+)'/,
    cause: (network = '') => ({
      kind: 'failed',
      why: { en: `the host has no network ${network}`, es: `el anfitrión no tiene la red ${network}` },
      remedy: {
        en: 'An administrator makes it: bash scripts/setup.sh',
        es: 'Un administrador la crea: bash scripts/setup.sh',
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
        en: `another machine or program has its network device ${tap}`,
        es: `otra máquina u otro programa tiene su dispositivo de red ${tap}`,
      },
      remedy: {
        en: `An administrator removes it, if no machine needs it: ip link delete ${tap}`,
        es: `Un administrador lo quita, si ninguna máquina lo necesita: ip link delete ${tap}`,
      },
    }),
  },
  {
    words: /Unable to (?:create tap device|open \/dev\/net\/tun)/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'the host makes no network device for it',
        es: 'el anfitrión no le crea un dispositivo de red',
      },
      remedy: {
        en: 'An administrator loads what makes them: modprobe tun',
        es: 'Un administrador carga lo que los crea: modprobe tun',
      },
    }),
  },
  {
    words: /Unable to find an unused port in range|Address already in use/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'another program has the port that it needs',
        es: 'otro programa tiene el puerto que necesita',
      },
      remedy: {
        en: 'An administrator sees which one, and ends it: ss -ltnp',
        es: 'Un administrador mira cuál es y lo cierra: ss -ltnp',
      },
    }),
  },
  {
    words: /Hook script execution failed/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'a hook script of the host refuses it',
        es: 'un script del anfitrión, de los de hooks, lo rechaza',
      },
      remedy: {
        en: 'An administrator looks at the scripts that libvirt asks: /etc/libvirt/hooks',
        es: 'Un administrador revisa los scripts a los que libvirt pregunta: /etc/libvirt/hooks',
      },
    }),
  },
];

function bridgeGone(bridge: string): Cause {
  return {
    kind: 'failed',
    why: {
      en: `the bridge ${bridge} of its network is gone`,
      es: `ya no está el puente ${bridge} de su red`,
    },
    remedy: ({ network }) =>
      network === null
        ? {
            en: 'An administrator switches its network, which virsh net-list names, off and on: virsh net-destroy, virsh net-start',
            es: 'Un administrador desactiva su red, que virsh net-list nombra, y la activa: virsh net-destroy, virsh net-start',
          }
        : {
            en: `An administrator switches the network off and on: virsh net-destroy ${network}, virsh net-start ${network}`,
            es: `Un administrador desactiva la red y la activa: virsh net-destroy ${network}, virsh net-start ${network}`,
          },
  };
}
