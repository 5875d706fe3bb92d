/** What restarts libvirt, as root; machines go on running. The same in every language. */
export const RESTART_LIBVIRT = 'systemctl restart libvirtd';
