import type { VmPlan } from '../../../src/vm/plan.ts';

/** A plan with everything in it that a test does not care about. */
export function aPlan(changes: Partial<VmPlan> = {}): VmPlan {
  return {
    requestId: 'job-1',
    name: 'web1',
    owner: 'slack:T1:U2',
    image: 'tiny',
    spec: { cpus: 2, memoryMiB: 256, diskGiB: 3 },
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  };
}
