import { SHARED_STORE } from '../../adapters/host/kvm.ts';
import { keptVerdict } from '../../adapters/host/kvm-store.ts';
import type { KvmVerdict } from '../../adapters/host/kvm-verdict.ts';
import type { Text } from '../../src/base/text.ts';
import type { Step } from './step.ts';

/** Whether guests can run on KVM: found out once a boot, and said, never in the way. */
export const kvm: Step = {
  name: { en: 'KVM', es: 'KVM' },

  async check() {
    const kept = await keptVerdict([SHARED_STORE]);
    return kept && describe(kept);
  },

  async make(host) {
    return describe(await host.kvm());
  },
};

function describe({ usable, reason }: KvmVerdict): Text {
  if (usable) return reason;
  return {
    en: `guests are emulated. ${reason.en} Details: /host doctor`,
    es: `los sistemas se emulan. ${reason.es} Detalles: /host doctor`,
  };
}
