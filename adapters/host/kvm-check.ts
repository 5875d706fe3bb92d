import type { Check } from '../../src/host/doctor.ts';
import type { KvmVerdict } from './kvm-verdict.ts';

/** The first exercise of the course: is this system ready for KVM, or must it do without? */
export function kvmCheck({ usable, reason, remedy }: KvmVerdict): Check {
  return {
    name: 'kvm',
    label: { en: 'KVM', es: 'KVM' },
    state: usable ? 'good' : 'warning',
    detail: reason,
    ...(usable ? {} : { remedy }),
  };
}
