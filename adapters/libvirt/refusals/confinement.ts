import type { Refusal } from './cause.ts';

/** What keeps QEMU in its place forbids it: it says so of itself, or only as a file that cannot be opened. */
export const CONFINEMENT: readonly Refusal[] = [
  {
    // libvirt 9.0: src/security/security_apparmor.c, virt-aa-helper, src/util/vircommand.c.
    words: /apparmor|virt-aa-helper|aa_change_profile/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'AppArmor does not let libvirt start its QEMU',
        es: 'AppArmor no permite a libvirt arrancar su QEMU',
      },
      remedy: {
        en: 'An administrator sees what was denied, allows it in /etc/apparmor.d/local/abstractions/libvirt-qemu and loads it: journalctl -k -g DENIED, systemctl reload apparmor',
        es: 'Un administrador mira qué se denegó, lo permite en /etc/apparmor.d/local/abstractions/libvirt-qemu y lo carga: journalctl -k -g DENIED, systemctl reload apparmor',
      },
    }),
  },
  {
    words: /SELinux|unable to set security context/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'SELinux does not let libvirt start its QEMU',
        es: 'SELinux no permite a libvirt arrancar su QEMU',
      },
      remedy: {
        en: "An administrator sees what was denied, and gives the pool's files their labels again: ausearch -m avc, restorecon -R /var/lib/libvirt/images",
        es: 'Un administrador mira qué se denegó, y devuelve sus etiquetas a los ficheros del almacén: ausearch -m avc, restorecon -R /var/lib/libvirt/images',
      },
    }),
  },
];
