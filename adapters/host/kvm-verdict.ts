import type { Text } from '../../src/base/text.ts';
import type { KvmFacts } from './kvm-facts.ts';

export type KvmCase = 'works' | 'no-cpu-flag' | 'no-device' | 'no-permission' | 'dead';

/** Whether guests can run on KVM here, why not, and what to do about it. */
export interface KvmVerdict {
  readonly usable: boolean;
  readonly case: KvmCase;
  readonly reason: Text;
  readonly remedy: Text;
  readonly checkedAt: Date;
}

/**
 * What the facts mean. What was tried comes before what the processor says of itself: some virtual machines offer a
 * KVM without any flag, working or not.
 */
export function judgeKvm(facts: KvmFacts, checkedAt: Date): KvmVerdict {
  const kvmCase = caseOf(facts);
  const { reason, remedy } = WORDS[kvmCase](facts);
  return { usable: kvmCase === 'works', case: kvmCase, reason, remedy, checkedAt };
}

function caseOf({ device, trial, engineMayOpen, cpuFlag }: KvmFacts): KvmCase {
  if (device === 'opens' && trial !== 'ran') return 'dead';
  if (device === 'opens' && engineMayOpen) return 'works';
  if (device !== 'absent') return 'no-permission';
  return cpuFlag ? 'no-device' : 'no-cpu-flag';
}

type Words = (facts: KvmFacts) => { readonly reason: Text; readonly remedy: Text };

const WORDS: Readonly<Record<KvmCase, Words>> = {
  works: () => ({
    reason: { en: 'KVM works: a guest ran on it.', es: 'KVM funciona: se ha ejecutado un sistema en él.' },
    remedy: { en: 'Nothing to do.', es: 'No hay nada que hacer.' },
  }),

  'no-cpu-flag': (facts) => ({
    reason: {
      en: 'The processor does not offer virtualisation (neither vmx nor svm in /proc/cpuinfo), and there is no /dev/kvm.',
      es: 'El procesador no ofrece virtualización (ni vmx ni svm en /proc/cpuinfo) y no existe /dev/kvm.',
    },
    remedy: facts.insideVm ? NESTED : FIRMWARE[facts.vendor],
  }),

  'no-device': (facts) => {
    const modules = MODULES[facts.vendor];
    return {
      reason: {
        en: 'The processor offers virtualisation, but there is no working /dev/kvm: the kernel module is not loaded.',
        es: 'El procesador ofrece virtualización, pero no hay un /dev/kvm que funcione: falta cargar el módulo del núcleo.',
      },
      remedy: {
        en: `Load it as root: ${modules}. If that says "not supported" or "disabled by bios": ${FIRMWARE[facts.vendor].en} In a container, its host has to pass /dev/kvm in.`,
        es: `Cárguelo como root: ${modules}. Si responde «not supported» o «disabled by bios»: ${FIRMWARE[facts.vendor].es} En un contenedor, /dev/kvm tiene que pasarlo su anfitrión.`,
      },
    };
  },

  'no-permission': () => ({
    reason: {
      en: '/dev/kvm is there, but the user that guests run as is not allowed to open it.',
      es: '/dev/kvm existe, pero el usuario con el que se ejecutan los sistemas no tiene permiso para abrirlo.',
    },
    remedy: {
      en: 'As root: chown root:kvm /dev/kvm && chmod 0660 /dev/kvm (a udev rule does this at every boot). Also check that the user libvirt-qemu is in the group kvm.',
      es: 'Como root: chown root:kvm /dev/kvm && chmod 0660 /dev/kvm (una regla de udev lo hace en cada arranque). Compruebe también que el usuario libvirt-qemu está en el grupo kvm.',
    },
  }),

  dead: (facts) => ({
    reason: {
      en: '/dev/kvm opens, but guests do not run on it: a small one was tried, and it hung or was refused.',
      es: '/dev/kvm se abre, pero los sistemas no funcionan en él: se probó uno pequeño, y se quedó parado o fue rechazado.',
    },
    remedy: facts.insideVm ? NESTED : FIRMWARE[facts.vendor],
  }),
};

const NESTED: Text = {
  en: 'This host is itself a virtual machine: enable nested virtualisation on the host below it (kvm_intel or kvm_amd with nested=1, and the CPU model host-passthrough). Until then guests are emulated: slower, but otherwise the same.',
  es: 'Este anfitrión es a su vez una máquina virtual: active la virtualización anidada en el anfitrión de abajo (kvm_intel o kvm_amd con nested=1 y el modelo de CPU host-passthrough). Mientras tanto los sistemas se emulan: más lento, pero por lo demás igual.',
};

const MODULES: Readonly<Record<KvmFacts['vendor'], string>> = {
  intel: 'modprobe kvm_intel',
  amd: 'modprobe kvm_amd',
  arm: 'modprobe kvm',
  other: 'modprobe kvm_intel || modprobe kvm_amd',
};

const FIRMWARE: Readonly<Record<KvmFacts['vendor'], Text>> = {
  intel: firmware('Intel Virtualization Technology (VT-x)'),
  amd: firmware('SVM Mode (AMD-V)'),
  arm: {
    en: 'The firmware has to start the kernel in EL2.',
    es: 'El firmware tiene que arrancar el núcleo en EL2.',
  },
  other: firmware('VT-x / AMD-V'),
};

function firmware(setting: string): Text {
  return {
    en: `Switch on "${setting}" in this computer’s BIOS or UEFI set-up.`,
    es: `Active «${setting}» en la configuración de la BIOS o UEFI de este equipo.`,
  };
}
