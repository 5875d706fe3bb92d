import { createStepTimes } from '../../view/step-times.ts';
import type { View } from '../../view/view.ts';
import type { Desk } from '../desk.ts';
import type { OutMessage } from './store.ts';

/** One state of a message. */
export interface State {
  /** Grows with every change. */
  readonly revision: number;
  readonly view: View;
  /** Nothing comes after it. */
  readonly final: boolean;
}

/** Says a view as it is said in one chat, such as with people's names there. */
export type InChat = (view: View, thread: string | null) => Promise<View>;

/** A message's states from now to its last, the newest only where the reader is slow. Ends with the signal. */
export async function* statesOf(
  message: OutMessage,
  desk: Pick<Desk, 'follow'>,
  inChat: InChat,
  signal: AbortSignal,
): AsyncGenerator<State> {
  const thread = message.place.thread ?? null;
  if (message.view) {
    yield { revision: 1, view: await inChat(message.view, thread), final: true };
  } else if (message.jobId !== null) {
    const timed = createStepTimes(Date.now);
    for await (const { job, view, finished } of desk.follow(message.jobId, signal))
      yield { revision: job.revision, view: await inChat(timed(view), thread), final: finished };
  }
}
