import type { CallOptions } from '../base/call-options.ts';

/** A host of the lab, as it is now. */
export interface Host {
  readonly name: string;
  /** The engine in words, such as `QEMU 7.2.19, libvirt 9.0.0`. */
  readonly engine: string;
  /** `none`: guests are emulated, several times slower. */
  readonly acceleration: 'kvm' | 'none';
  readonly cpus: number;
  readonly memoryMiB: number;
  /** What a new guest could have without pushing anything out. */
  readonly freeMemoryMiB: number;
  readonly diskGiB: number;
  readonly freeDiskGiB: number;
  readonly reach: 'ok' | 'unknown';
}

/** What this hypervisor can do; a command that it cannot serve says so. */
export interface HypervisorCapabilities {
  readonly pause: boolean;
  readonly serialConsole: boolean;
  readonly screen: boolean;
  readonly events: boolean;
  /** It has discs that can be changed. */
  readonly discs: boolean;
}

/** The hosts of the lab, and what their engine can do. */
export interface Hosts {
  capabilities(): HypervisorCapabilities;
  hosts(options?: CallOptions): Promise<readonly Host[]>;
}
