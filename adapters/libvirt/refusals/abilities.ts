import type { Cause, Refusal } from './cause.ts';

/** What the host's processor, QEMU or firmware cannot do, or are not allowed to. */
export const ABILITIES: readonly Refusal[] = [
  {
    words: /(?:Could not access KVM kernel module|failed to initialize kvm): Permission denied/i,
    cause: () => ({
      kind: 'unsupported',
      why: { en: "QEMU's user may not use KVM", es: 'el usuario de QEMU no puede usar KVM' },
      remedy: {
        en: 'An administrator lets it in: adduser libvirt-qemu kvm, chmod 0660 /dev/kvm',
        es: 'Un administrador le da acceso: adduser libvirt-qemu kvm, chmod 0660 /dev/kvm',
      },
    }),
  },
  {
    words:
      /Could not access KVM kernel module|failed to initialize kvm|does not support virt type 'kvm'|accel 'kvm' is not supported/i,
    cause: () => ({
      kind: 'unsupported',
      why: {
        en: 'it was made for KVM, and this host has none now',
        es: 'se creó para KVM, y este anfitrión no lo tiene ahora',
      },
      remedy: {
        en: "An administrator switches it on in the firmware's set-up or loads its module (modprobe kvm_intel, kvm_amd); else make the machine anew.",
        es: 'Un administrador lo activa en la configuración del firmware o carga su módulo (modprobe kvm_intel, kvm_amd); si no, cree la máquina de nuevo.',
      },
    }),
  },
  {
    words: /Unable to find any firmware to satisfy|OVMF[^:]*: No such file/i,
    cause: () => ({
      kind: 'unsupported',
      why: { en: 'this host has no firmware for UEFI', es: 'este anfitrión no tiene firmware para UEFI' },
      remedy: {
        en: 'An administrator installs the package ovmf.',
        es: 'Un administrador instala el paquete ovmf.',
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
        en: 'An administrator installs it: bash scripts/setup.sh',
        es: 'Un administrador lo instala: bash scripts/setup.sh',
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
        en: "this host's processor has not what the machine asks for",
        es: 'el procesador de este anfitrión no tiene lo que la máquina pide',
      },
      remedy: {
        en: 'It was made on another host or before a change of this one: make it anew.',
        es: 'Se creó en otro anfitrión o antes de un cambio en este: créela de nuevo.',
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
      en: 'An administrator chooses one that it has, pc or q35, with virsh edit; or make the machine anew.',
      es: 'Un administrador elige uno que tenga, pc o q35, con virsh edit; o cree la máquina de nuevo.',
    },
  };
}
