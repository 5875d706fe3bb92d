import type { HostCapacity } from '../../../../src/host/capacity.ts';

/** A host with KVM that can give this, and of which nothing is told that nobody reads. */
export function capacity(name: string, more: Partial<HostCapacity> = {}): HostCapacity {
  return {
    ...{ name, acceleration: 'kvm', memoryMiB: 4096, diskGiB: 100 },
    figures: {
      memory: { totalMiB: 8000, freeMiB: 5000, reserveMiB: 500, givenMiB: 2000 },
      disk: { freeGiB: 50, reserveGiB: 5, growthGiB: 8 },
    },
    ...more,
  };
}
