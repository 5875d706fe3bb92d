import { behindWarning } from './guest-clock.ts';
import { mustGoOn } from './look.ts';
import { type VmResult, vmResult } from './result.ts';
import { shownMachine } from './shown.ts';
import { type TargetInput, target } from './target.ts';
import type { VmWork, WorkTools } from './tools.ts';

/** A paused machine that is to go on. */
export type ResumeInput = TargetInput & {
  /** Since when it is paused, in ISO 8601; null, or left out as in jobs of earlier versions: nobody knows. */
  readonly pausedSince?: string | null;
};

/** Lets a paused machine go on, looks whether it does, and sees to its clock, which stood still with it. */
export const resume: VmWork<ResumeInput> = {
  kind: 'vm.resume',
  title: ({ name }) => ({ en: `Resuming ${name}`, es: `Reanudando ${name}` }),
  what: ({ name }) => ({ en: `resume ${name}`, es: `reanudar ${name}` }),
  steps: [
    {
      name: 'order',
      label: { en: 'Resume', es: 'Reanudación' },
      async run(input, tools) {
        const vm = await target(input, tools);
        await tools.hypervisor.resume(vm.ref, { signal: tools.signal });
        await mustGoOn(vm, tools);
        return undefined;
      },
    },
  ],
  async result(input, tools): Promise<VmResult> {
    const { ref, stall } = await target(input, tools);
    // It stands still again, and so does its clock; its card says why.
    if (stall) return vmResult(input, tools);
    const isSet = await tools.hypervisor.setClock(ref, { signal: tools.signal });
    return vmResult(
      input,
      tools,
      undefined,
      isSet ? undefined : behindWarning(input.name, behind(input, tools)),
    );
  },
  // Where it stops again, its own message says so.
  shown: shownMachine,
  causes: ['paused', 'running'],
};

/** How long it was paused, in milliseconds, if anybody knows. */
function behind({ pausedSince }: ResumeInput, { job }: WorkTools): number | null {
  if (!pausedSince) return null;
  return (job.startedAt ?? job.createdAt).getTime() - new Date(pausedSince).getTime();
}
