import { join } from '../../src/base/text.ts';
import { createStepTimes, mapSteps } from '../../src/view/step-times.ts';
import type { StepLine, View } from '../../src/view/view.ts';

/** Says behind each running step for how many seconds it has been seen running. @param now in milliseconds */
export function createStepClock(now: () => number): (view: View) => View {
  const timed = createStepTimes(now);
  return (view) => mapSteps(timed(view), (step) => withSeconds(step, now()));
}

function withSeconds(step: StepLine, nowMs: number): StepLine {
  const seconds = step.since === undefined ? 0 : Math.floor((nowMs - step.since) / 1000);
  if (seconds < 1) return step;
  const passed = `${seconds} s`;
  return { ...step, note: step.note === undefined ? passed : join([step.note, passed], ', ') };
}
