import { join } from '../../src/base/text.ts';
import type { StepLine, View } from '../../src/view/view.ts';

/** Says behind each running step for how many seconds it has been seen running. @param now in milliseconds */
export function createStepClock(now: () => number): (view: View) => View {
  const seenAt = new Map<string, number>();

  function timed(step: StepLine, place: string): StepLine {
    if (step.state !== 'running') {
      seenAt.delete(place);
      return step;
    }
    const since = seenAt.get(place) ?? now();
    seenAt.set(place, since);
    const seconds = Math.floor((now() - since) / 1000);
    if (seconds < 1) return step;
    const passed = `${seconds} s`;
    return { ...step, note: step.note === undefined ? passed : join([step.note, passed], ', ') };
  }

  return (view) => ({
    ...view,
    parts: view.parts.map((part, at) =>
      part.kind === 'steps'
        ? { ...part, steps: part.steps.map((step, row) => timed(step, `${at} ${row}`)) }
        : part,
    ),
  });
}
