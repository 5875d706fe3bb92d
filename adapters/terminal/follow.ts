import type { Desk, JobSight } from '../../src/desk.ts';
import { say } from '../../src/text.ts';
import type { Line } from '../../src/view/lines.ts';
import { viewLines } from '../../src/view/plain.ts';
import type { Live } from './live.ts';
import type { Paint } from './paint.ts';
import type { Person } from './person.ts';
import type { Prompt } from './prompt.ts';
import { createStepClock } from './step-clock.ts';
import { cancelJob } from './submit.ts';
import { WORDS } from './words.ts';

export interface FollowOptions {
  readonly desk: Desk;
  readonly person: Person;
  readonly prompt: Prompt;
  readonly live: Live;
  readonly paint: Paint;
  readonly width: () => number;
}

/** How often the time that has passed is drawn anew, in milliseconds. */
const TICK_MS = 1000;

/**
 * Draws a job's message in place until the job ends. Ctrl-C cancels the job, and a second one gives the prompt back;
 * leaving leaves the job to go on.
 */
export async function followJob(jobId: string, options: FollowOptions): Promise<void> {
  const { desk, person, prompt, live, paint, width } = options;
  const startedAt = Date.now();
  const detached = new AbortController();
  let isCancelling = false;
  let sight: JobSight | undefined;

  const withTimes = createStepClock(() => Date.now());
  const lines = (view: JobSight) => viewLines(view.view, person.locale, width()).map(paint);
  const timedLines = (view: JobSight) => viewLines(withTimes(view.view), person.locale, width()).map(paint);
  const draw = () => {
    if (!sight) return;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const what = say(isCancelling ? WORDS.cancelling : WORDS.whileWorking, person.locale);
    const foot: Line = [{ text: `${seconds} s — ${what}`.slice(0, width()), role: 'quiet' }];
    live.draw([...timedLines(sight), paint(foot)]);
  };
  prompt.onInterrupt(() => {
    if (isCancelling) {
      detached.abort();
      return;
    }
    isCancelling = true;
    draw();
    void cancelJob(jobId, desk, person);
  });

  const tick = setInterval(draw, TICK_MS);
  try {
    for await (const next of desk.follow(jobId, AbortSignal.any([detached.signal, prompt.left]))) {
      sight = next;
      if (!next.finished) draw();
    }
  } catch (error) {
    if (!detached.signal.aborted && !prompt.left.aborted) throw error;
  } finally {
    clearInterval(tick);
    live.restore();
  }
  if (sight?.finished) {
    live.finish(lines(sight));
    await desk.shown(jobId, sight.job.revision, null);
  } else {
    const foot: Line = [{ text: say(WORDS.goesOn, person.locale), role: 'quiet' }];
    live.finish([...(sight ? lines(sight) : []), paint(foot)]);
  }
}
