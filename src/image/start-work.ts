import type { Json } from '../base/json.ts';
import type { Decision } from '../command/command.ts';
import type { ImageWork } from './work/tools.ts';

/** One job that is about an image and no machine. */
export function startImageWork<Input extends Json>(work: ImageWork<Input>, input: Input): Decision {
  const stepNames = work.steps.map((step) => step.name);
  return {
    kind: 'start',
    admission: null,
    jobs: [{ kind: work.kind, vm: null, input, stepNames, reservation: null }],
  };
}
