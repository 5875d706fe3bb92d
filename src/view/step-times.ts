import type { StepLine, View } from './view.ts';

/** Says of each running step since when it has been seen running. @param now in milliseconds since 1970 */
export function createStepTimes(now: () => number): (view: View) => View {
  const seenAt = new Map<string, number>();

  function timed(step: StepLine, place: string): StepLine {
    if (step.state !== 'running') {
      seenAt.delete(place);
      return step;
    }
    const since = seenAt.get(place) ?? now();
    seenAt.set(place, since);
    return { ...step, since };
  }

  return (view) => mapSteps(view, timed);
}

/** A view with other steps. @param place tells a step of one message from the others */
export function mapSteps(view: View, change: (step: StepLine, place: string) => StepLine): View {
  const parts = view.parts.map((part, at) =>
    part.kind === 'steps'
      ? { ...part, steps: part.steps.map((step, row) => change(step, `${at} ${row}`)) }
      : part,
  );
  return { ...view, parts };
}
