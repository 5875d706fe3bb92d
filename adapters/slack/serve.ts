import type { UserError } from '../../src/base/errors.ts';
import type { Log } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { OutMessage } from '../../src/chat/outbox/store.ts';
import type { People } from '../../src/chat/people.ts';
import type { Tasks } from '../../src/chat/tasks.ts';
import type { Answer, Received } from '../../src/command/answer.ts';
import { errorView } from '../../src/view/error-view.ts';
import type { View } from '../../src/view/view.ts';
import type { Form } from './form-opener.ts';
import { replaceGone } from './gone.ts';
import type { InSlack } from './in-slack.ts';
import type { Act } from './inbound/act.ts';
import { invocationOf } from './inbound/invocation.ts';
import type { SlackReply } from './reply.ts';

/** An answer for the asker alone. */
export interface PrivateAnswer {
  readonly channel: string;
  readonly thread: string | null;
  readonly reply: SlackReply;
  readonly locale: Locale;
  readonly view: View;
}

export interface ServePorts {
  readonly desk: Desk;
  readonly chat: string;
  readonly people: People;
  readonly inSlack: InSlack;
  /** The language of those Slack has not told about yet. */
  readonly locale: Locale;
  readonly log: Log;
  readonly tasks: Tasks;
  readonly form: Form;
  /** Says something to the asker alone; resolves when it is said or cannot be, rejects when labvm ends before. */
  say(answer: PrivateAnswer): Promise<void>;
  /** Takes care of a stored message until its last state is shown. */
  owe(message: OutMessage): void;
  /** Replaces the message of a button, by the address that came with the press. */
  respond(responseUrl: string, body: object): Promise<unknown>;
}

/** What somebody asked, from its record to its answer. */
export interface Serve {
  /** Records what was asked, acknowledges it, and then goes on with it in the background. */
  take(act: Act, ack: () => Promise<void>): Promise<void>;
  /** Goes on with what was recorded, to its answer. */
  finish(act: Act, received: Received): Promise<void>;
  /** Says what came of it. */
  tell(act: Act, answer: Answer, isForAll?: boolean): Promise<void>;
}

/** Whether a message has more to show than Slack shows to one person alone. */
function hasPicture({ parts }: View): boolean {
  return parts.some(({ kind }) => kind === 'picture');
}

export function createServe(ports: ServePorts): Serve {
  const { desk, people, tasks, form } = ports;

  async function take(act: Act, ack: () => Promise<void>): Promise<void> {
    const received = await desk.receive(invocationOf(act, people.known(act.user), ports));
    await ack();
    if (received.kind !== 'repeated') tasks.run(() => finish(act, received));
  }

  async function finish(act: Act, received: Received): Promise<void> {
    if (received.kind === 'repeated') return;
    if (received.kind === 'rejected') {
      const { command, error } = received;
      if (!(command && (await form.open(command, error, act)))) await tell(act, { kind: 'refused', error });
    } else {
      const { locale } = await people.of(act.user);
      await tell(act, await received.answer(locale), received.command.answer === 'channel');
    }
    await desk.mail.answered(act.id);
  }

  async function tell(act: Act, answer: Answer, isForAll = false): Promise<void> {
    switch (answer.kind) {
      case 'started': {
        await tidy(act);
        const message = await desk.mail.take(answer.jobId);
        if (message) ports.owe(message);
        return;
      }
      case 'refused':
        if (answer.error.isGone && (await gone(act, answer.error))) return;
        return sayTo(act, form.offer(errorView(answer.error), answer.error, act.line));
      default:
        await tidy(act);
        if (isForAll && answer.kind === 'said' && hasPicture(answer.view)) return post(act, answer.view);
        return sayTo(act, answer.view);
    }
  }

  /** A message of its own: what the asker alone sees shows no pictures, because Slack has them of nobody's. */
  async function post(act: Act, view: View): Promise<void> {
    const { locale } = await people.of(act.user);
    const { place } = invocationOf(act, null, ports);
    const message = await desk.mail.add({ place, locale, view, reply: replyOf(act) });
    if (message) ports.owe(message);
  }

  async function sayTo(act: Act, view: View): Promise<void> {
    const { locale } = await people.of(act.user);
    const { channel, thread } = act;
    await ports.say({
      channel,
      thread,
      reply: replyOf(act),
      locale,
      view: await ports.inSlack(view, thread),
    });
  }

  /** A question that only the asker sees goes away once it is answered. */
  async function tidy({ pressed, responseUrl }: Act): Promise<void> {
    if (!pressed?.isEphemeral || responseUrl === null) return;
    await ports.respond(responseUrl, { delete_original: true }).catch(notedAt('a question stays'));
  }

  /** @returns whether the button's message now says that what it was for is gone */
  async function gone(act: Act, error: UserError): Promise<boolean> {
    const { pressed, responseUrl } = act;
    if (!pressed || responseUrl === null) return false;
    const { locale } = await people.of(act.user);
    return replaceGone(pressed, error, locale, (body) => ports.respond(responseUrl, body)).catch(
      (cause: unknown) => {
        notedAt('buttons of something that is gone stay')(cause);
        return false;
      },
    );
  }

  function notedAt(text: string): (error: unknown) => void {
    return (error) => ports.log.warn({ err: error }, text);
  }

  return { take, finish, tell };
}

/** How this act's asker is answered. */
export function replyOf({ user, responseUrl }: Act): SlackReply {
  return { user, responseUrl, at: Date.now() };
}
