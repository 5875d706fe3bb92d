import type { Log } from '../../../src/base/log.ts';
import type { Locale } from '../../../src/base/text.ts';
import { persist } from '../../../src/chat/outbox/persist.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import type { SlackReply } from '../reply.ts';
import { type Body, type Failure, failureOf, type Web } from '../web/index.ts';
import { livingAddress } from './reply-way.ts';
import type { Wording } from './wording.ts';

/** An answer for the asker alone. */
export interface PrivateAnswer {
  readonly channel: string;
  readonly thread: string | null;
  readonly reply: SlackReply;
  readonly locale: Locale;
  readonly view: View;
}

export interface SayPorts {
  readonly web: Web;
  readonly render: (view: View, locale: Locale) => SlackContent;
  readonly wording: Wording;
  readonly log: Log;
  readonly signal: AbortSignal;
  isRevoked(code: string): boolean;
}

/** One way to an asker. */
type Way = (body: Body) => Promise<void>;

/** Says something to one person, in the first way that is open. Rejects only when the signal fires. */
export async function sayPrivately(answer: PrivateAnswer, ports: SayPorts): Promise<void> {
  const { log, signal } = ports;
  const content = ports.render(answer.view, answer.locale);
  for (const way of waysTo(answer, ports)) {
    const failure = await insist(way, content, ports);
    signal.throwIfAborted();
    if (!failure) return attachPrivately(answer, content, ports);
    if (failure.kind !== 'refused') break;
  }
  log.error({ user: answer.reply.user }, 'somebody in Slack could not be answered');
}

function* waysTo({ channel, thread, reply }: PrivateAnswer, { web }: SayPorts): Generator<Way> {
  const address = livingAddress(reply, Date.now());
  if (address !== null) {
    yield (body) => web.respond(address, { response_type: 'ephemeral', replace_original: false, ...body });
  }
  const id = crypto.randomUUID();
  // In labvm's own conversation with somebody nobody else listens, and what is said stays.
  if (channel.startsWith('D')) {
    yield async (body) => void (await web.post({ channel, thread, id, ...body }));
  } else {
    yield (body) => web.postEphemeral(channel, thread, reply.user, body);
  }
  yield async (body) => {
    const direct = await web.openDirect(reply.user);
    await web.post({ channel: direct, thread: null, id, ...body });
  };
}

/** Tries one way until it is done or hopeless. @returns why it was not done, or null */
function insist(way: Way, content: SlackContent, ports: SayPorts): Promise<Failure | null> {
  let body = ports.wording.body(content);
  return persist(() => way(body), {
    failureOf,
    signal: ports.signal,
    refused(failure) {
      if (failure.kind !== 'refused' || ports.isRevoked(failure.code)) return false;
      const isOtherwise = ports.wording.refused(content, body, failure.code);
      body = ports.wording.body(content);
      return isOtherwise;
    },
  });
}

/** What does not fit goes to the asker's own conversation with labvm: a file in a channel is seen by all. */
async function attachPrivately(
  { reply }: PrivateAnswer,
  { file }: SlackContent,
  { web, log }: SayPorts,
): Promise<void> {
  if (!file) return;
  try {
    await web.upload(await web.openDirect(reply.user), null, file);
  } catch (error) {
    log.warn({ err: error, user: reply.user }, 'what was too long for an answer could not be attached');
  }
}
