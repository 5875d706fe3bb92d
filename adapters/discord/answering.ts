import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import type { Log } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import { type Failure, failureOf, isRefusal, refusalOf } from '../../src/chat/call-failure.ts';
import type { ChatClient } from '../../src/chat/client.ts';
import type { Outbox } from '../../src/chat/outbox/index.ts';
import type { Way } from '../../src/chat/outbox/say.ts';
import type { View } from '../../src/view/view.ts';
import { CAN } from './client/index.ts';
import type { InteractionKey } from './inbound/index.ts';
import {
  type Body,
  CODES,
  type FirstAnswer,
  forOne,
  type Payload,
  type Rest,
  type Sent,
  type Wording,
} from './rest/index.ts';
import type { Waits } from './waits.ts';

/** How an interaction stands with Discord. */
type Standing =
  /** Nothing was said yet. */
  | 'open'
  /** An answer is there, or promised: for the asker alone, for all, or in place of the message that was pressed. */
  | 'private'
  | 'public'
  | 'aside'
  /** Too late, or Discord does not know it: the asker was told that labvm does not respond. */
  | 'lost'
  /** An earlier process dealt with it. */
  | 'unknown';

export interface Asked {
  readonly user: string;
  readonly interaction: InteractionKey;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  /** It was asked with a question that only the asker sees, and which the answer takes the place of. */
  readonly isAside: boolean;
}

/** The answer to one interaction, from its acknowledgement on. */
export interface Answering {
  /** Says it: at once where nothing was said yet, else in place of what was promised. */
  say(view: View, locale: Locale, isPrivate: boolean): Promise<void>;
  /** Promises an answer. Who may read it is fixed by that. @returns whether Discord took it */
  promise(isPrivate: boolean): Promise<boolean>;
  /** Opens a form instead of an answer. @returns whether it is open; what can be said is as before where it is not */
  form(modal: APIModalInteractionResponseCallbackData): Promise<boolean>;
  /**
   * Changes the message that was pressed, which all see, instead of an answer; a promised answer is taken back.
   * @returns whether it is changed
   */
  change(data: Body, pressed: Sent): Promise<boolean>;
  /** Whether something is there that this answers; null where nobody knows. For what an earlier process left. */
  isThere(): Promise<boolean | null>;
  /** Whether nothing was said yet. */
  isOpen(): boolean;
}

export interface AnsweringPorts {
  readonly rest: Rest;
  readonly client: Pick<ChatClient, 'compose'>;
  readonly outbox: Pick<Outbox, 'say'>;
  readonly log: Log;
  /** When labvm leaves. */
  readonly signal: AbortSignal;
  readonly waits: Pick<Waits, 'firstAnswerMs'>;
  onRevoked(): void;
}

const RETRY_MS = 100;
const NOT_THERE: ReadonlySet<unknown> = new Set([CODES.unknownWebhook, CODES.unknownMessage]);

/** @param isLeft an earlier process was asked, and nobody knows what it said */
export function createAnswering(asked: Asked, isLeft: boolean, ports: AnsweringPorts): Answering {
  const { rest, client, log, signal } = ports;
  const { id, token } = asked.interaction;
  let standing: Standing = isLeft ? 'unknown' : 'open';

  async function first(response: FirstAnswer, files: Payload['files'] = []): Promise<Failure | null> {
    for (;;) {
      try {
        await rest.respond(id, token, response, files);
        return null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'revoked') ports.onRevoked();
        if (isRefusal(failure)) {
          // An attempt whose outcome nobody knew was done.
          return failure.code === CODES.alreadyAcknowledged ? null : failure;
        }
        const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : RETRY_MS;
        if (Date.now() + waitMs > asked.at + ports.waits.firstAnswerMs) return failure;
        await sleep(waitMs, undefined, { signal });
      }
    }
  }

  function lost(failure: Failure): false {
    standing = 'lost';
    log.warn({ failure, interaction: id }, 'Discord did not take the answer to an interaction');
    return false;
  }

  async function promise(isPrivate: boolean): Promise<boolean> {
    if (standing !== 'open') return standing !== 'lost';
    const flags = isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {};
    const failure = await first(
      asked.isAside
        ? { type: InteractionResponseType.DeferredMessageUpdate }
        : { type: InteractionResponseType.DeferredChannelMessageWithSource, ...flags },
    );
    if (failure) return lost(failure);
    standing = asked.isAside ? 'aside' : isPrivate ? 'private' : 'public';
    return true;
  }

  async function sayFirst(view: View, locale: Locale, isPrivate: boolean): Promise<void> {
    let failure: Failure | null = null;
    // A question was a card, and stays one.
    const wordings: readonly Wording[] = asked.isAside ? ['card', 'simple'] : ['card', 'text'];
    for (const wording of wordings) {
      // Made by this adapter's own client.
      const payload = client.compose(view, locale, { wording, id: null, withFiles: true }) as Payload;
      // What is changed is seen by those who saw it before.
      const { body, files } = isPrivate && !asked.isAside ? forOne(payload) : payload;
      const type = asked.isAside
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource;
      failure = await first({ type, data: body }, files);
      if (failure?.kind !== 'malformed') break;
      log.warn({ why: failure.why, interaction: id }, 'Discord does not take a card');
    }
    if (failure) lost(failure);
    else standing = asked.isAside ? 'aside' : isPrivate ? 'private' : 'public';
  }

  /** What was promised to all is for the asker alone after all: such as why it cannot be done. */
  async function takeBack(): Promise<void> {
    await rest.deleteOriginal(token).catch((error: unknown) => {
      log.debug({ err: error, interaction: id }, 'an empty answer stays');
    });
  }

  async function say(view: View, locale: Locale, isPrivate: boolean): Promise<void> {
    if (standing === 'open') return sayFirst(view, locale, isPrivate);
    if (standing === 'lost') return;
    const isAlive = Date.now() < asked.at + CAN.answers.lifeMs;
    const isAside = standing === 'public' && isPrivate;
    if (isAlive && isAside) await takeBack();
    const way = !isAlive ? byBot : isAside ? beside : inPlace;
    await ports.outbox.say({ user: asked.user, locale, view, ways: [way] });
  }

  const inPlace: Way = (payload) => rest.editOriginal(token, payload as Payload);
  const beside: Way = (payload) => rest.followUp(token, forOne(payload as Payload));
  /** The time for an answer is over: it goes to the asker's own conversation with labvm. */
  const byBot: Way = async (payload) => {
    const channel = await rest.openDirect(asked.user);
    await rest.post({ channel, id: `answer ${id}`, replyTo: null, ...(payload as Payload) });
  };

  /** What was promised before the message was known to change is taken back; where the bot may not edit, it stays. */
  async function changeAsBot(data: Body, pressed: Sent): Promise<boolean> {
    try {
      await rest.edit(pressed, { body: data, files: [] });
    } catch (error) {
      log.debug({ err: error, interaction: id }, 'a message could not be changed');
      return false;
    }
    await takeBack();
    standing = 'aside';
    return true;
  }

  return {
    say,
    promise,
    async form(modal) {
      if (standing !== 'open') return false;
      const failure = await first({ type: InteractionResponseType.Modal, data: modal });
      if (failure) log.warn({ failure, interaction: id }, 'a form could not be opened');
      else standing = 'private';
      return failure === null;
    },
    async change(data, pressed) {
      if (standing === 'public' || standing === 'private') return changeAsBot(data, pressed);
      if (standing !== 'open') return false;
      const failure = await first({ type: InteractionResponseType.UpdateMessage, data });
      if (failure) log.warn({ failure, interaction: id }, 'a message could not be changed');
      else standing = 'aside';
      return failure === null;
    },
    async isThere() {
      try {
        await rest.original(token);
        return true;
      } catch (error) {
        return NOT_THERE.has(refusalOf(error)?.code) ? false : null;
      }
    },
    isOpen: () => standing === 'open',
  };
}
