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
        en: `${daemon}, which libvirt works with, is not running`,
        es: `${daemon}, con el que libvirt trabaja, no está en marcha`,
      },
      remedy: {
        en: `An administrator starts it: systemctl start ${daemon}`,
        es: `Un administrador lo arranca: systemctl start ${daemon}`,
      },
    }),
  },
  {
    // libvirt 9.0: src/conf/virdomainjob.c. It has waited 30 seconds by then.
    words: /cannot acquire state change lock/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'its QEMU does not answer, or is busy with what was asked of it before',
        es: 'su QEMU no responde, o sigue con lo que se le pidió antes',
      },
      remedy: {
        en: 'Try again in a moment. If it stays so, its QEMU hangs: /vm kill switches it off.',
        es: 'Inténtelo de nuevo en un momento. Si sigue así, su QEMU está colgado: /vm kill la apaga.',
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
        en: 'its system reset the drive in the moment in which the disc was changed',
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
      why: { en: 'it has no line to a guest agent', es: 'no tiene conexión con un agente' },
      remedy: { en: 'Make the machine anew: it gets one.', es: 'Cree la máquina de nuevo: la tendrá.' },
    }),
  },
  {
    words: /guest agent is not|guest agent not available/i,
    cause: () => ({
      kind: 'busy',
      why: {
        en: 'no guest agent answers in it',
        es: 'ningún agente responde en ella',
      },
      remedy: {
        en: 'Wait until its system is up, and install qemu-guest-agent in it where that is missing.',
        es: 'Espere a que su sistema arranque e instale en él qemu-guest-agent si falta.',
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
      why: { en: 'its QEMU ended at once', es: 'su QEMU terminó enseguida' },
      remedy: {
        en: 'The words below are its last; whoever looks after the host finds more in /var/log/libvirt/qemu.',
        es: 'Debajo están sus últimas palabras; quien cuida el anfitrión encuentra más en /var/log/libvirt/qemu.',
      },
    }),
  },
  {
    words: /^XML error|XML document failed/i,
    cause: () => ({
      kind: 'failed',
      why: { en: 'libvirt does not accept its description', es: 'libvirt no acepta su descripción' },
      remedy: {
        en: 'If somebody edited it, undo that: virsh edit. Else it is a fault of labvm: show the words below to its keeper.',
        es: 'Si alguien la editó, deshágalo: virsh edit. Si no, es un fallo de labvm: enseñe las palabras de abajo a quien lo cuida.',
      },
    }),
  },
];
