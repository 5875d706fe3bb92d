import type { VmSpec } from './vm.ts';

/**
 * What kind of hardware a system needs to start. A hint: an engine without a choice takes what it has.
 * A type and not an interface, because only types are known to be plain JSON.
 */
export type Hardware = {
  readonly firmware: 'bios' | 'uefi';
  readonly diskBus: 'virtio' | 'ide' | 'sata';
  readonly nicModel: 'virtio' | 'e1000' | 'rtl8139' | 'none';
};

/** A machine to be made: everything decided, nothing done. */
export interface VmPlan {
  /** Names the act: the same id again is the same machine (the job's id). */
  readonly requestId: string;
  readonly name: string;
  readonly owner: string;
  /** The image's id; the hypervisor knows where its bytes are. */
  readonly image: string;
  readonly spec: VmSpec;
  readonly hardware: Hardware;
  readonly createdAt: Date;
}
