import type { Cause, Refusal } from './cause.ts';

/** What the host's processor, QEMU or firmware cannot do, or are not allowed to. */
export const ABILITIES: readonly Refusal[] = [
  {
    words: /(?:Could not access KVM kernel module|failed to initialize kvm): Permission denied/i,
    cause: () => ({
      kind: 'unsupported',
      why: {
        en: "QEMU's user is not allowed to use KVM",
        es: 'el usuario de QEMU no tiene permiso para usar KVM',
      },
      remedy: {
        en: 'An administrator can give it access: adduser libvirt-qemu kvm, chmod 0660 /dev/kvm',
        es: 'Un administrador puede darle acceso: adduser libvirt-qemu kvm, chmod 0660 /dev/kvm',
      },
    }),
  },
  {
    words:
      /Could not access KVM kernel module|failed to initialize kvm|does not support virt type 'kvm'|accel 'kvm' is not supported/i,
    cause: () => ({
      kind: 'unsupported',
      why: {
        en: 'it was created for KVM, which this host no longer has',
        es: 'se creó para KVM, que este anfitrión ya no tiene',
      },
      remedy: {
        en: "An administrator can switch it on in the firmware's set-up or load its module (modprobe kvm_intel, kvm_amd). Otherwise create the machine again.",
        es: 'Un administrador puede activarlo en la configuración del firmware o cargar su módulo (modprobe kvm_intel, kvm_amd). Si no, cree la máquina de nuevo.',
      },
    }),
  },
  {
    words: /Unable to find any firmware to satisfy|OVMF[^:]*: No such file/i,
    cause: () => ({
      kind: 'unsupported',
      why: { en: 'this host has no UEFI firmware', es: 'este anfitrión no tiene firmware UEFI' },
      remedy: {
        en: 'An administrator can install the package ovmf.',
        es: 'Un administrador puede instalar el paquete ovmf.',
      },
    }),
  },
  {
    words:
      /Cannot find suitable emulator|unable to find any emulator|No emulator found|Cannot check QEMU binary/i,
    cause: () => ({
      kind: 'unsupported',
      why: { en: 'QEMU is not installed on this host', es: 'QEMU no está instalado en este anfitrión' },
      remedy: {
        en: 'An administrator can install it: bash scripts/setup.sh',
        es: 'Un administrador puede instalarlo: bash scripts/setup.sh',
      },
    }),
  },
  {
    words:
      /does not support machine type '([^']+)'|the machine '([^']+)' is not supported by emulator|unsupported machine type/i,
    cause: (one = '', other = '') => noMachineType(one || other),
  },
  {
    words:
      /CPU mode '[^']+' .* is not supported by hypervisor|CPU is incompatible with host CPU|does not provide required features|unable to find CPU model|CPU model '[^']+' not supported/i,
    cause: () => ({
      kind: 'unsupported',
      why: {
        en: "this host's processor lacks a feature that the machine needs",
        es: 'al procesador de este anfitrión le falta algo que la máquina necesita',
      },
      remedy: {
        en: 'It was created on another host, or before this one changed: create it again.',
        es: 'Se creó en otro anfitrión, o antes de un cambio en este: créela de nuevo.',
      },
    }),
  },
];

function noMachineType(type: string): Cause {
  return {
    kind: 'unsupported',
    why: {
      en: `this host's QEMU has no machine of the type ${type}`.trimEnd(),
      es: `el QEMU de este anfitrión no tiene máquinas del tipo ${type}`.trimEnd(),
    },
    remedy: {
      en: 'An administrator can choose a type that QEMU has, pc or q35, with virsh edit. Otherwise create the machine again.',
      es: 'Un administrador puede elegir un tipo que QEMU tenga, pc o q35, con virsh edit. Si no, cree la máquina de nuevo.',
    },
  };
}
