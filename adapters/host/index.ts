export { type KvmVerdict, probeKvm } from './kvm.ts';
export { kvmCheck } from './kvm-check.ts';
