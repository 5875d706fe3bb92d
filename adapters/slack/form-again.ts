import { createLru } from '../../src/base/lru.ts';
import type { FormAck, FormAnswer } from './form-sent.ts';
import type { FormBody } from './inbound/form-body.ts';

/** How many answers are remembered. */
const MOST_ANSWERED = 500;

/**
 * Takes forms so that one that Slack brings again is answered as it was, while the first answer is still on its way and
 * after it: else its errors would go, and the form with them.
 */
export function answeringAlike(
  take: (body: FormBody, ack: FormAck) => Promise<void>,
): (body: FormBody, ack: FormAck) => Promise<void> {
  const answered = createLru<string, Promise<FormAnswer | undefined>>(MOST_ANSWERED);
  return async (body, ack) => {
    const key = [body.user.id, body.view.id, body.trigger_id ?? body.view.hash].join(' ');
    const before = answered.get(key);
    if (before) return ack(await before);
    const { promise, resolve } = Promise.withResolvers<FormAnswer | undefined>();
    answered.set(key, promise);
    await take(body, (answer) => {
      resolve(answer);
      return ack(answer);
    });
  };
}
