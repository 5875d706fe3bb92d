import type { Hypervisor } from './hypervisor.ts';
import type { VmChange } from './ports/changes.ts';
import type { Power, VmRef } from './vm.ts';

/** Where changes come from. */
export interface ChangeSource {
  subscribe(listener: (change: VmChange) => void): () => void;
  /** The watching began anew: something may have been missed. */
  onRestart(listener: () => void): () => void;
}

export interface PowerWait {
  readonly ref: VmRef;
  /** null: the machine is gone. */
  readonly wanted: readonly (Power | null)[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until a machine has one of these powers: looks, then is told, and looks a last time before it gives up.
 * @throws PortError if the first look fails, and the signal's reason when it fires
 */
export async function waitForPower(
  hypervisor: Pick<Hypervisor, 'list'>,
  source: ChangeSource,
  { ref, wanted, timeoutMs, signal }: PowerWait,
): Promise<Power | null | 'timeout'> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Power | null | 'timeout'>();
  let told = 0;

  function check(power: Power | null): void {
    if (wanted.includes(power)) resolve(power);
  }

  async function look(): Promise<void> {
    let before: number;
    let power: Power | null | undefined;
    do {
      before = told;
      power = await powerOf(hypervisor, ref, signal);
      // What was told meanwhile may be newer than what was seen.
    } while (told !== before);
    if (power !== undefined) check(power);
  }

  const lookAgain = () => void look().catch(() => {});
  const lookLast = () =>
    void look()
      .catch(() => {})
      .then(() => resolve('timeout'));
  const onAbort = () => reject(signal.reason);
  const timer = setTimeout(lookLast, timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  const stops = [
    source.subscribe((change) => {
      if (change.ref !== ref) return;
      told += 1;
      check(change.after);
    }),
    source.onRestart(lookAgain),
  ];
  try {
    look().catch(reject);
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    for (const stop of stops) stop();
  }
}

/** undefined: its host does not answer, so that nobody knows. */
async function powerOf(
  hypervisor: Pick<Hypervisor, 'list'>,
  ref: VmRef,
  signal: AbortSignal,
): Promise<Power | null | undefined> {
  const { vms, unreachable } = await hypervisor.list({ signal });
  const vm = vms.find((one) => one.ref === ref);
  if (vm) return vm.reach === 'ok' ? vm.power : undefined;
  return unreachable.length > 0 ? undefined : null;
}
