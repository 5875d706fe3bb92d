import type { Log } from '../../base/log.ts';
import type { Locale } from '../../base/text.ts';
import type { View } from '../../view/view.ts';
import { type Failure, isRefusal } from '../call-failure.ts';
import type { ChatClient, Payload } from '../client.ts';
import { persist } from './persist.ts';

/** One way to somebody. */
export type Way = (payload: Payload) => Promise<unknown>;

/** An answer for the asker alone. */
export interface PrivateAnswer {
  /** The asker, by the chat's id. */
  readonly user: string;
  readonly locale: Locale;
  readonly view: View;
  /** The ways to them, the best one first; what was promised to them is one. */
  readonly ways: Iterable<Way>;
}

export interface SayPorts {
  readonly client: ChatClient;
  readonly log: Log;
  readonly signal: AbortSignal;
  onRevoked(code: string | number): void;
}

/** Says something to one person, in the first way that is open. Rejects only when the signal fires. */
export async function sayPrivately(answer: PrivateAnswer, ports: SayPorts): Promise<void> {
  const { client, log, signal } = ports;
  const { user } = answer;
  let failure: Failure | null = null;
  for (const way of answer.ways) {
    failure = await insist(way, answer, ports);
    signal.throwIfAborted();
    if (failure === null) return;
    if (!isRefusal(failure)) break;
  }
  log.error({ chat: client.can.name, user, failure }, 'somebody could not be answered');
}

/** Tries one way until it is done or hopeless. @returns why it was not done, or null */
async function insist(way: Way, answer: PrivateAnswer, ports: SayPorts): Promise<Failure | null> {
  const { client, signal } = ports;
  let wording: string | null = null;
  const compose = () => client.compose(answer.view, answer.locale, { wording, id: null, withFiles: true });
  let payload = compose();
  const failure = await persist(() => way(payload), {
    signal,
    refused(refusal) {
      if (refusal.kind !== 'malformed') return false;
      const plainer = client.plainer(payload, {
        wording,
        isShown: false,
        ...(refusal.why ? { why: refusal.why } : {}),
      });
      wording = plainer ?? wording;
      payload = compose();
      return plainer !== null;
    },
  });
  if (failure?.kind === 'revoked') ports.onRevoked(failure.code);
  const { file, pictures } = payload.after;
  if (failure === null && (file || pictures)) await attach(answer, payload, ports);
  return failure;
}

/** Files and pictures go to the asker's own conversation with labvm: in a channel they are seen by all. */
async function attach({ user }: PrivateAnswer, payload: Payload, { client, log }: SayPorts): Promise<void> {
  try {
    await client.upload(await client.openDirect(user), null, payload, payload.after);
  } catch (error) {
    log.warn({ err: error, chat: client.can.name, user }, 'what belongs to an answer could not be attached');
  }
}
