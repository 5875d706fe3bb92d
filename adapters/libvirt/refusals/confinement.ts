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
        es: 'AppArmor no permite que libvirt arranque su QEMU',
      },
      remedy: {
        en: 'An administrator can see what was denied (journalctl -k -g DENIED), allow it in /etc/apparmor.d/local/abstractions/libvirt-qemu and load that: systemctl reload apparmor',
        es: 'Un administrador puede ver qué se denegó (journalctl -k -g DENIED), permitirlo en /etc/apparmor.d/local/abstractions/libvirt-qemu y cargarlo: systemctl reload apparmor',
      },
    }),
  },
  {
    words: /SELinux|unable to set security context/i,
    cause: () => ({
      kind: 'failed',
      why: {
        en: 'SELinux does not let libvirt start its QEMU',
        es: 'SELinux no permite que libvirt arranque su QEMU',
      },
      remedy: {
        en: "An administrator can see what was denied (ausearch -m avc) and restore the labels of the pool's files: restorecon -R /var/lib/libvirt/images",
        es: 'Un administrador puede ver qué se denegó (ausearch -m avc) y restaurar las etiquetas de los ficheros del almacén: restorecon -R /var/lib/libvirt/images',
      },
    }),
  },
];
