export { type KvmVerdict, probeKvm } from './kvm.ts';
export { kvmCheck } from './kvm-check.ts';
export { goBeforeGuests } from './priority.ts';
