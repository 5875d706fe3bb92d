import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/base/log.ts';
import { type Failure, failureOf, isRefusal } from '../../src/chat/call-failure.ts';
import type { InteractionKey } from './inbound/index.ts';
import { CODES, type FirstAnswer, type Payload, type Rest } from './rest/index.ts';
import type { Waits } from './waits.ts';

export interface FirstAnswerPorts {
  readonly rest: Pick<Rest, 'respond'>;
  readonly log: Log;
  /** When labvm leaves. */
  readonly signal: AbortSignal;
  readonly waits: Pick<Waits, 'firstAnswerMs'>;
  onRevoked(): void;
}

const RETRY_MS = 100;

/**
 * Gives an interaction its one first answer, and tries until it would come too late.
 * @param at when it was done by our clock, in milliseconds since 1970
 * @returns why Discord did not take it, or null
 */
export async function answerFirst(
  { interaction, at }: { readonly interaction: InteractionKey; readonly at: number },
  response: FirstAnswer,
  ports: FirstAnswerPorts,
  files: Payload['files'] = [],
): Promise<Failure | null> {
  const { id, token } = interaction;
  for (;;) {
    try {
      await ports.rest.respond(id, token, response, files);
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'revoked') ports.onRevoked();
      // An attempt whose outcome nobody knew was done.
      if (isRefusal(failure)) return failure.code === CODES.alreadyAcknowledged ? null : failure;
      const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : RETRY_MS;
      if (Date.now() + waitMs > at + ports.waits.firstAnswerMs) return failure;
      await sleep(waitMs, undefined, { signal: ports.signal });
    }
  }
}
