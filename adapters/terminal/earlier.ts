import type { Desk, JobSight } from '../../src/chat/desk.ts';
import type { View } from '../../src/view/view.ts';
import { CHAT } from './person.ts';
import { WORDS } from './words.ts';

export interface EarlierOptions {
  readonly desk: Desk;
  /** Ends the following; the jobs go on. */
  readonly left: AbortSignal;
  readonly show: (view: View) => void;
  /** Something went wrong after this had returned. */
  readonly onError: (error: unknown) => void;
}

/**
 * Shows the messages of earlier sessions that nobody saw to their end: each as it is now, and those that go on once
 * more when they end.
 */
export async function showEarlier({ desk, left, show, onError }: EarlierOptions): Promise<void> {
  const messages = await desk.unshown(CHAT);
  if (messages.length === 0) return;
  show({ tone: 'plain', parts: [{ kind: 'note', text: WORDS.meanwhile }], actions: [] });
  for (const { id: jobId } of messages) {
    const sights = desk.follow(jobId, left)[Symbol.asyncIterator]();
    const first = await sights.next();
    if (first.done) continue;
    show(first.value.view);
    if (first.value.finished) await desk.shown(jobId, first.value.job.revision, null);
    else void showEnd(sights).catch((error: unknown) => left.aborted || onError(error));
  }

  async function showEnd(sights: AsyncIterator<JobSight>): Promise<void> {
    for (let next = await sights.next(); !next.done; next = await sights.next()) {
      if (!next.value.finished) continue;
      show(next.value.view);
      await desk.shown(next.value.job.id, next.value.job.revision, null);
    }
  }
}
