/** The rules as they were written for the network, to be loaded when it starts. Root's, as all of /etc. */
export const RULES_FILE = '/etc/libvirt/labvm/network-rules.json';

/**
 * What libvirt runs when a network starts. In the folder an administrator's own hooks stand beside it (libvirt: Hooks
 * for specific system management, since 6.5).
 */
export const HOOK_FILE = '/etc/libvirt/hooks/network.d/labvm';

/**
 * The names that machines are found by in the network's DNS: files in the form of hosts(5), written by labvm, read by
 * dnsmasq (`hostsdir`) as soon as they change.
 */
export const NAMES_FOLDER = '/var/lib/libvirt/dnsmasq/labvm.names';
