import type { PersonLimits } from '../../src/access/person-limits.ts';
import type { AuditStore } from '../../src/command/audit/audit.ts';
import type { Tally } from '../../src/command/audit/tally.ts';

/** For tests that do in a moment what people do in a day. */
export const NO_LIMITS: PersonLimits = { take: () => null };

/** Every refusal is a row of its own. */
export function rowByRow(audit: Pick<AuditStore, 'record'>): Pick<Tally, 'note'> {
  return {
    note: async (_same, entry, open) => ((await audit.record(entry, open)) ? 'recorded' : 'repeated'),
  };
}
