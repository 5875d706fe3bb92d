import type { Programs } from '../../src/base/program.ts';
import { type KvmFacts, readKvmFacts } from './kvm-facts.ts';
import { keepVerdict, keptVerdict } from './kvm-store.ts';
import { judgeKvm, type KvmVerdict } from './kvm-verdict.ts';

export type { KvmCase, KvmVerdict } from './kvm-verdict.ts';

export interface ProbeOptions {
  readonly programs: Programs;
  /** labvm's data directory: where the verdict is kept if /run/labvm cannot be written. */
  readonly dataDir?: string;
  /** Try again, whatever is kept. */
  readonly fresh?: boolean;
  readonly now?: () => Date;
  /** What is seen of the host; a test puts its own here. */
  readonly readFacts?: () => Promise<KvmFacts>;
  /** Directories where verdicts are kept, first the one to be trusted most; a test puts its own here. */
  readonly stores?: readonly string[];
}

/** Where set-up, which is root, keeps the verdict for everybody until the next boot. */
export const SHARED_STORE = '/run/labvm';

/**
 * Finds out by trying whether guests can run on KVM; a verdict of this boot on the same device is used again.
 * Takes about 0.1 s where KVM works and 1.2 s where it is dead, once a boot.
 *
 * @throws if it would have to be tried and QEMU is not installed
 */
export async function probeKvm(options: ProbeOptions): Promise<KvmVerdict> {
  const { programs, dataDir, fresh = false, now = () => new Date() } = options;
  const { readFacts = () => readKvmFacts(programs) } = options;
  const stores = options.stores ?? [SHARED_STORE, ...(dataDir === undefined ? [] : [dataDir])];
  const kept = fresh ? null : await keptVerdict(stores);
  if (kept) return kept;
  const verdict = judgeKvm(await readFacts(), now());
  await keepVerdict(stores, verdict);
  return verdict;
}
