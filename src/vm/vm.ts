/**
 * Names a machine to the hypervisor that gave it, and to nobody else. It names no host, because machines move.
 */
export type VmRef = string & { readonly vmRef: unique symbol };

/** Whether a machine is on. `crashed`: the guest's system gave up and the machine is kept for a look. */
export type Power = 'running' | 'paused' | 'off' | 'crashed';

/**
 * Why the host holds a machine still that nobody paused: its disk could not be written, because the host's disk is full
 * or because it gives errors. It goes on where it stopped, once there is room again and somebody resumes it.
 */
export type Stall = 'disk-full' | 'disk-error';

export interface Address {
  readonly ip: string;
  readonly family: 'ipv4' | 'ipv6';
  /** Who says so: the DHCP server's lease, the agent in the guest, the host's neighbour table. */
  readonly source: 'lease' | 'agent' | 'arp';
  /** Another running machine claims it too: which of the two answers is chance. */
  readonly contested?: boolean;
}

/**
 * From where the IPv4 addresses of a network's machines are reached. `host`: from the lab host only (and from each
 * other); `elsewhere`: also from other computers, as far as whoever runs the network arranged it.
 */
export type ReachedFrom = 'host' | 'elsewhere';

/** The size of a machine. A type and not an interface, because only types are known to be plain JSON. */
export type VmSpec = {
  readonly cpus: number;
  readonly memoryMiB: number;
  /** 0: no disk of its own. */
  readonly diskGiB: number;
};

/** What looks for a system when a machine is switched on. */
export type Firmware = 'bios' | 'uefi';

/** How a machine starts. */
export interface StartsBy {
  readonly firmware: Firmware;
  /** It has a disk of its own, with a system or without. */
  readonly hasDisk: boolean;
}

/** A machine as the hypervisor shows it; the hypervisor is its only truth. */
export interface Vm {
  readonly ref: VmRef;
  readonly name: string;
  /** The image's id, such as `tiny`. */
  readonly image: string;
  /** The owner's immutable id, such as `slack:T1:U2`. */
  readonly owner: string;
  /** The request that made it: the id of the job. */
  readonly requestId: string;
  readonly power: Power;
  /** Why it is paused, where the host did it; left out where it is not so. */
  readonly stall?: Stall;
  /** When it was paused, where the hypervisor was watched then; left out where it is not, or nobody knows. */
  readonly pausedAt?: Date;
  /** The host that it is on; left out where there is only one. */
  readonly host?: string;
  /** What is being done to it right now, where the hypervisor knows. */
  readonly task: string | null;
  /** `unknown`: the host does not answer, and the rest is as last seen. */
  readonly reach: 'ok' | 'unknown';
  readonly addresses: readonly Address[];
  /** Of the network it is plugged into, whether it has an address now or not; null: nobody knows. */
  readonly reachedFrom: ReachedFrom | null;
  readonly spec: VmSpec;
  /** The image whose disc is in its drive; null: the drive is empty; undefined: it has no drive. */
  readonly disc?: string | null;
  /** Left out: not known. */
  readonly startsBy?: StartsBy;
  readonly createdAt: Date;
  /** When its lease ends; null while leases do not exist for it. */
  readonly expiresAt: Date | null;
}
