import type { Text } from '../../base/text.ts';
import type { ScreenShot } from '../card.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Address } from '../vm.ts';
import { type VmData, vmData } from '../vm-data.ts';
import { type TargetInput, target } from './target.ts';
import type { WorkTools } from './tools.ts';

/** What a finished job shows and keeps of its machine. */
export type VmResult = {
  /** null: the machine is gone. */
  readonly vm: VmData | null;
  /** Its screen, small, as it was at the end; left out where there was none to be had. */
  readonly screen?: ScreenShot;
  /** Why the machine is not as it was wanted, where it is not. */
  readonly warning?: { readonly reason: Text; readonly hint: Text; readonly console: string | null };
};

/** The machine as it is at the end of a job. */
export async function vmResult(
  input: TargetInput,
  tools: WorkTools,
  addresses?: readonly Address[],
  warning?: Diagnosis,
): Promise<VmResult> {
  const vm = await target(input, tools);
  return { vm: vmData(vm, addresses ?? vm.addresses), ...(warning ? { warning: { ...warning } } : {}) };
}
