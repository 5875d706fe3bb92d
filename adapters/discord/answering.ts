import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import type { Locale } from '../../src/base/text.ts';
import { type Failure, refusalOf } from '../../src/chat/call-failure.ts';
import type { View } from '../../src/view/view.ts';
import { answerFirst } from './first-answer.ts';
import { type Body, forOne, NOT_THERE, type Payload, type Sent, type Wording } from './rest/index.ts';
import type { AnsweringPorts, Asked, Standing, Talk } from './talk.ts';
import { takeBack, waysOf } from './ways.ts';

/** What is said to somebody. */
export interface Said {
  readonly view: View;
  readonly locale: Locale;
  readonly isPrivate: boolean;
}

/** The answer to one interaction, from its acknowledgement on. */
export interface Answering {
  /** Says it: at once where nothing was said yet, else in place of what was promised. */
  say(said: Said): Promise<void>;
  /** Promises an answer. Who may read it is fixed by that. @returns whether Discord took it */
  promise(isPrivate: boolean): Promise<boolean>;
  /** Opens a form instead of an answer. @returns whether it is open; what can be said is as before where it is not */
  form(modal: APIModalInteractionResponseCallbackData): Promise<boolean>;
  /**
   * Changes the message that was pressed instead of an answer; a promised answer is taken back.
   * @returns whether it is changed
   */
  change(data: Body, pressed: Sent, locale: Locale): Promise<boolean>;
  /** Whether something is there that this answers; null where nobody knows. For what an earlier process left. */
  isThere(): Promise<boolean | null>;
  /** Whether nothing was said yet. */
  isOpen(): boolean;
}

/** @param isLeft an earlier process was asked, and nobody knows what it said */
export function createAnswering(asked: Asked, isLeft: boolean, ports: AnsweringPorts): Answering {
  const talk: Talk = { asked, ports, standing: isLeft ? 'unknown' : 'open' };
  return {
    say: (said) => say(talk, said),
    promise: (isPrivate) => promise(talk, isPrivate),
    form: (modal) => openForm(talk, modal),
    change: (data, pressed, locale) => change(talk, data, pressed, locale),
    isThere: () => isThere(talk),
    isOpen: () => talk.standing === 'open',
  };
}

async function say(talk: Talk, said: Said): Promise<void> {
  if (talk.standing === 'open') return sayFirst(talk, said);
  if (talk.standing === 'lost') return;
  const { view, locale, isPrivate } = said;
  const { user } = talk.asked;
  await talk.ports.outbox.say({ user, locale, view, ways: waysOf(talk, locale, isPrivate) });
}

async function sayFirst(talk: Talk, said: Said): Promise<void> {
  const { asked, ports } = talk;
  const { UpdateMessage, ChannelMessageWithSource } = InteractionResponseType;
  const type = asked.isAside ? UpdateMessage : ChannelMessageWithSource;
  // A message that is there was a card, and stays one.
  const wordings: readonly Wording[] = asked.isAside ? ['card', 'simple'] : ['card', 'text'];
  let failure: Failure | null = null;
  for (const wording of wordings) {
    // Made by this adapter's own client.
    const payload = ports.client.compose(said.view, said.locale, {
      wording,
      id: null,
      withFiles: true,
    }) as Payload;
    // What is changed is seen by those who saw it before.
    const { body, files } = said.isPrivate && !asked.isAside ? forOne(payload) : payload;
    failure = await answerFirst(asked, { type, data: body }, ports, files);
    if (failure?.kind !== 'malformed') break;
    const { code, why, fields } = failure;
    ports.log.warn({ code, why, fields, interaction: asked.interaction.id }, 'Discord does not take a card');
  }
  if (failure) lost(talk, failure);
  else talk.standing = standingOf(asked, said.isPrivate);
}

const standingOf = ({ isAside }: Asked, isPrivate: boolean): Standing =>
  isAside ? 'aside' : isPrivate ? 'private' : 'public';

async function promise(talk: Talk, isPrivate: boolean): Promise<boolean> {
  const { asked, ports } = talk;
  if (talk.standing !== 'open') return talk.standing !== 'lost';
  const flags = isPrivate ? { data: { flags: MessageFlags.Ephemeral } } : {};
  const failure = await answerFirst(
    asked,
    asked.isAside
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : { type: InteractionResponseType.DeferredChannelMessageWithSource, ...flags },
    ports,
  );
  if (failure) return lost(talk, failure);
  talk.standing = standingOf(asked, isPrivate);
  return true;
}

function lost(talk: Talk, failure: Failure): false {
  const { asked, ports } = talk;
  talk.standing = 'lost';
  ports.log.warn(
    { failure, interaction: asked.interaction.id },
    'Discord did not take the answer to an interaction',
  );
  return false;
}

async function openForm(talk: Talk, modal: APIModalInteractionResponseCallbackData): Promise<boolean> {
  const { asked, ports } = talk;
  if (talk.standing !== 'open') return false;
  const failure = await answerFirst(asked, { type: InteractionResponseType.Modal, data: modal }, ports);
  if (failure) ports.log.warn({ failure, interaction: asked.interaction.id }, 'a form could not be opened');
  else talk.standing = 'private';
  return failure === null;
}

async function change(talk: Talk, data: Body, pressed: Sent, locale: Locale): Promise<boolean> {
  const { asked, ports, standing } = talk;
  if (standing === 'public' || standing === 'private') return changeAsBot(talk, data, pressed, locale);
  if (standing !== 'open') return false;
  const failure = await answerFirst(asked, { type: InteractionResponseType.UpdateMessage, data }, ports);
  if (failure)
    ports.log.warn({ failure, interaction: asked.interaction.id }, 'a message could not be changed');
  else talk.standing = 'aside';
  return failure === null;
}

/** What was promised before the message was known to change is taken back; where the bot may not edit, it stays. */
async function changeAsBot(talk: Talk, data: Body, pressed: Sent, locale: Locale): Promise<boolean> {
  const { ports, asked } = talk;
  try {
    await ports.rest.edit(pressed, { body: data, files: [] });
  } catch (error) {
    ports.log.debug({ err: error, interaction: asked.interaction.id }, 'a message could not be changed');
    return false;
  }
  await takeBack(talk, locale).catch((error: unknown) => {
    ports.log.debug({ err: error, interaction: asked.interaction.id }, 'an empty answer stays');
  });
  talk.standing = 'aside';
  return true;
}

async function isThere(talk: Talk): Promise<boolean | null> {
  try {
    const { isPrivate } = await talk.ports.rest.original(talk.asked.interaction.token);
    talk.standing = isPrivate ? 'private' : 'public';
    return true;
  } catch (error) {
    return NOT_THERE.has(refusalOf(error)?.code) ? false : null;
  }
}
