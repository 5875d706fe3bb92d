import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import type { Log } from '../../src/base/log.ts';
import { persist } from '../../src/chat/outbox/persist.ts';
import type { DiscordContent } from './content.ts';
import type { InteractionKey } from './inbound/index.ts';
import {
  type Body,
  CODES,
  type Failure,
  type FirstAnswer,
  failureOf,
  type Payload,
  payloadOf,
  type Rest,
  refusalOf,
  type Sent,
  type Wording,
} from './rest/index.ts';
import { livingToken } from './token-life.ts';
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
  say(content: DiscordContent, isPrivate: boolean): Promise<void>;
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
  readonly log: Log;
  /** When labvm leaves. */
  readonly signal: AbortSignal;
  readonly waits: Pick<Waits, 'firstAnswerMs'>;
  onRevoked(): void;
}

const RETRY_MS = 100;
const NOT_THERE: ReadonlySet<number> = new Set([CODES.unknownWebhook, CODES.unknownMessage]);

/** @param isLeft an earlier process was asked, and nobody knows what it said */
export function createAnswering(asked: Asked, isLeft: boolean, ports: AnsweringPorts): Answering {
  const { rest, log, signal } = ports;
  const { id, token } = asked.interaction;
  let standing: Standing = isLeft ? 'unknown' : 'open';

  async function first(response: FirstAnswer, files: Payload['files'] = []): Promise<Failure | null> {
    for (;;) {
      try {
        await rest.respond(id, token, response, files);
        return null;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'refused') {
          // An attempt whose outcome nobody knew was done.
          return failure.code === CODES.alreadyAcknowledged ? null : failure;
        }
        if (failure.kind === 'revoked') ports.onRevoked();
        const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : RETRY_MS;
        const isOver = Date.now() + waitMs > asked.at + ports.waits.firstAnswerMs;
        if (failure.kind === 'revoked' || isOver) return failure;
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

  async function sayFirst(content: DiscordContent, isPrivate: boolean): Promise<void> {
    let failure: Failure | null = null;
    // A question was a card, and stays one.
    const wordings: readonly Wording[] = asked.isAside ? ['card', 'simple'] : ['card', 'text'];
    for (const wording of wordings) {
      const { body, files } = payloadOf(content, {
        wording,
        // What is changed is seen by those who saw it before.
        isPrivate: isPrivate && !asked.isAside,
        withFile: true,
      });
      const type = asked.isAside
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource;
      failure = await first({ type, data: body }, files);
      if (failure?.kind !== 'refused' || failure.code !== CODES.invalidFormBody) break;
      log.warn({ why: failure.message, interaction: id }, 'Discord does not take a card');
    }
    if (failure) lost(failure);
    else standing = asked.isAside ? 'aside' : isPrivate ? 'private' : 'public';
  }

  /** Says it by one of the token's ways, in the wording that Discord takes. @returns why it was not said, or null */
  async function byToken(
    content: DiscordContent,
    send: (payload: Payload) => Promise<unknown>,
    isPrivate = false,
  ) {
    let wording: Wording = 'card';
    const failure = await persist(() => send(payloadOf(content, { wording, withFile: true, isPrivate })), {
      failureOf,
      signal,
      refused(refusal) {
        if (refusal.kind !== 'refused' || refusal.code !== CODES.invalidFormBody) return false;
        const isLast = wording === 'simple';
        wording = wording === 'card' ? 'text' : 'simple';
        return !isLast;
      },
    });
    if (failure?.kind === 'revoked') ports.onRevoked();
    return failure;
  }

  /** What was promised to all is for the asker alone after all: such as why it cannot be done. */
  async function takeAside(content: DiscordContent): Promise<Failure | null> {
    await rest.deleteOriginal(token).catch((error: unknown) => {
      log.debug({ err: error, interaction: id }, 'an empty answer stays');
    });
    return byToken(content, (payload) => rest.followUp(token, payload), true);
  }

  async function say(content: DiscordContent, isPrivate: boolean): Promise<void> {
    if (standing === 'open') return sayFirst(content, isPrivate);
    if (standing === 'lost') return;
    if (livingToken({ token, at: asked.at }, Date.now()) === null) return sayDirectly(content);
    const failure =
      standing === 'public' && isPrivate
        ? await takeAside(content)
        : await byToken(content, (payload) => rest.editOriginal(token, payload));
    if (failure) log.error({ failure, interaction: id }, 'somebody in Discord could not be answered');
  }

  /** What was promised before the message was known to change is taken back; where the bot may not edit, it stays. */
  async function changeAsBot(data: Body, pressed: Sent): Promise<boolean> {
    try {
      await rest.edit(pressed, { body: data, files: [] });
    } catch (error) {
      log.debug({ err: error, interaction: id }, 'a message could not be changed');
      return false;
    }
    await rest.deleteOriginal(token).catch((error: unknown) => {
      log.debug({ err: error, interaction: id }, 'an empty answer stays');
    });
    standing = 'aside';
    return true;
  }

  /** The time for an answer is over: it goes to the asker's own conversation with labvm. */
  async function sayDirectly(content: DiscordContent): Promise<void> {
    const failure = await byToken(content, async (payload) => {
      const channel = await rest.openDirect(asked.user);
      await rest.post({ channel, id: `answer ${id}`, replyTo: null, ...payload });
    });
    if (failure) log.error({ failure, interaction: id }, 'somebody in Discord could not be answered');
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
        return NOT_THERE.has(refusalOf(error) ?? 0) ? false : null;
      }
    },
    isOpen: () => standing === 'open',
  };
}
