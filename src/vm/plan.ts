import type { Firmware, VmSpec } from './vm.ts';

/**
 * What kind of hardware a system needs to start. A hint: an engine without a choice takes what it has.
 * A type and not an interface, because only types are known to be plain JSON.
 */
export type Hardware = {
  readonly firmware: Firmware;
  readonly diskBus: 'virtio' | 'ide' | 'sata';
  readonly nicModel: 'virtio' | 'e1000' | 'rtl8139' | 'none';
};

/**
 * What an image is to a machine: `disk`, the base of its own disk; `live`, a disc it starts from, with an empty disk
 * beside it if its size says so; `install`, a disc that fills an empty disk, which from then on comes first.
 */
export type Medium = 'disk' | 'live' | 'install';

/** What a new system reads at its first start, as files; each engine has its own way to hand them over. */
export type FirstBoot =
  /** cloud-init's NoCloud files (cloud-init docs: datasources, nocloud). */
  | {
      readonly kind: 'nocloud';
      readonly metaData: string;
      readonly userData: string;
      readonly vendorData: string;
    }
  /** Ignition's JSON (coreos docs: ignition, configuration v3). */
  | { readonly kind: 'ignition'; readonly config: string };

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
  /** `disk` if left out, as jobs of earlier versions do. */
  readonly medium?: Medium;
  readonly firstBoot?: FirstBoot | null;
  /** Its slot on the network; where there are slots and none is named, the engine takes a free one. */
  readonly addressSlot?: number;
  readonly createdAt: Date;
}
