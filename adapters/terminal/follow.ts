import { say, type Text } from '../../src/base/text.ts';
import type { Desk, JobSight } from '../../src/chat/desk.ts';
import type { Line } from '../../src/view/lines.ts';
import { viewLines } from '../../src/view/plain.ts';
import type { View } from '../../src/view/view.ts';
import { shorten } from '../../src/view/width.ts';
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
  /** @returns stops it */
  onResize(listener: () => void): () => void;
  /** Something went wrong beside the following. */
  onError(error: unknown): void;
}

/** How often the time that has passed is drawn anew, in milliseconds. */
const TICK_MS = 1000;

/**
 * Draws a job's message in place until the job ends. Ctrl-C cancels the job, and a second one gives the prompt back;
 * leaving leaves the job to go on.
 */
export async function followJob(jobId: string, options: FollowOptions): Promise<void> {
  const { desk, person, prompt, live, paint, width, onResize, onError } = options;
  const startedAt = Date.now();
  const detached = new AbortController();
  let isCancelling = false;
  let sight: JobSight | undefined;

  const withTimes = createStepClock(() => Date.now());
  const lines = (view: View) => viewLines(view, person.locale, width()).map(paint);
  const foot = (words: Text, before = ''): string => {
    const line: Line = [{ text: shorten(`${before}${say(words, person.locale)}`, width()), role: 'quiet' }];
    return paint(line);
  };
  const draw = () => {
    if (!sight) return;
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    const what = isCancelling ? WORDS.cancelling : WORDS.whileWorking;
    live.draw([...lines(withTimes(sight.view)), foot(what, `${seconds} s — `)]);
  };
  prompt.onInterrupt(() => {
    if (isCancelling) return detached.abort();
    isCancelling = true;
    draw();
    cancelJob(jobId, desk, person).catch(onError);
  });

  const stopResize = onResize(draw);
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
    stopResize();
    live.restore();
  }
  if (sight?.finished) {
    live.finish(lines(sight.view));
    await desk.shown(jobId, sight.job.revision, null);
  } else {
    const words = detached.signal.aborted ? WORDS.stillCancelling : WORDS.goesOn;
    live.finish([...(sight ? lines(sight.view) : []), foot(words)]);
  }
}
