import type { Refusal } from './cause.ts';

/** The other daemons that libvirt works with, QEMU itself, and the agent in the guest. */
export const HELPERS: readonly Refusal[] = [
  {
    // Such as /run/libvirt/virtlogd-sock: libvirt 9.0, src/rpc/virnetsocket.c.
    words:
      /Failed to connect socket to '[^']*\/(virt\w+d)(?:-[\w-]+)?': (?:No such file|Connection refused)/i,
    cause: (daemon = '') => ({
      kind: 'unreachable',
      why: {
        en: `${daemon}, which libvirt needs, is not running`,
        es: `${daemon}, que libvirt necesita, no está en marcha`,
      },
      remedy: {
        en: `An administrator can start it: systemctl start ${daemon}`,
        es: `Un administrador puede arrancarlo: systemctl start ${daemon}`,
      },
    }),
  },
  {
    // libvirt 9.0: src/conf/virdomainjob.c. It has waited 30 seconds by then.
    words: /cannot acquire state change lock/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'its QEMU does not answer, or is still busy with an earlier request',
        es: 'su QEMU no responde, o sigue ocupado con una petición anterior',
      },
      remedy: {
        en: 'Try again in a moment. If that does not help, its QEMU hangs; to switch it off: /vm kill',
        es: 'Inténtelo de nuevo en un momento. Si no sirve, su QEMU está colgado; para apagarlo: /vm kill',
      },
    }),
  },
  {
    // QEMU 7.2: block/qapi-sysemu.c. A reset of the drive by its guest closes the tray and tells nobody (hw/ide/core.c):
    // libvirt believes it open until the machine itself is reset.
    words: /Tray of (?:the )?device.* is not open/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'its system reset the drive just as the disc was being changed',
        es: 'su sistema reinició la unidad justo cuando se cambiaba el disco',
      },
      remedy: {
        en: 'Restart the machine, and change the disc once its system is up: /vm restart',
        es: 'Reinicie la máquina y cambie el disco cuando su sistema haya arrancado: /vm restart',
      },
    }),
  },
  {
    words: /QEMU guest agent is not configured/i,
    cause: () => ({
      kind: 'unsupported',
      why: { en: 'it has no connection to a guest agent', es: 'no tiene conexión con un agente' },
      remedy: { en: 'Create the machine again to get one.', es: 'Cree la máquina de nuevo para tenerla.' },
    }),
  },
  {
    words: /guest agent is not|guest agent not available/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'no guest agent answers inside it',
        es: 'ningún agente responde dentro de ella',
      },
      remedy: {
        en: 'Wait until its system is up. If qemu-guest-agent is missing in it, install it there.',
        es: 'Espere a que su sistema arranque. Si no tiene qemu-guest-agent, instálelo en él.',
      },
    }),
  },
];

/** Last of all: its QEMU ended, and what it said before was none of what is known. */
export const QEMU_ENDED: readonly Refusal[] = [
  {
    words:
      /process exited while connecting to monitor|closed the monitor|monitor socket|(?:read from|write to) monitor|qemu monitor/i,
    cause: () => ({
      kind: 'failed',
      why: { en: 'its QEMU exited at once', es: 'su QEMU terminó enseguida' },
      remedy: {
        en: 'Its last words are below; an administrator finds more in /var/log/libvirt/qemu.',
        es: 'Debajo están sus últimas palabras; un administrador encontrará más en /var/log/libvirt/qemu.',
      },
    }),
  },
  {
    words: /^XML error|XML document failed/i,
    cause: () => ({
      kind: 'failed',
      why: { en: 'libvirt does not accept its description', es: 'libvirt no acepta su descripción' },
      remedy: {
        en: 'If somebody edited it, undo that: virsh edit. Otherwise this is a bug in labvm: show the message below to its administrator.',
        es: 'Si alguien la editó, deshágalo: virsh edit. Si no, es un fallo de labvm: enseñe el mensaje de abajo a su administrador.',
      },
    }),
  },
];
