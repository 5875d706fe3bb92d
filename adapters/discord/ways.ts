import type { Locale } from '../../src/base/text.ts';
import { ChatCallError, failureOf, refusalOf } from '../../src/chat/call-failure.ts';
import type { Way } from '../../src/chat/outbox/say.ts';
import { view } from '../../src/view/view.ts';
import { CAN } from './client/index.ts';
import { forOne, NOT_THERE, type Payload } from './rest/index.ts';
import type { Talk } from './talk.ts';

/** Stands where all see it, once its asker was answered alone. */
const ANSWERED_ALONE = { en: 'Answered in private.', es: 'Respondido en privado.' };

/** The ways to somebody whose interaction was acknowledged, the best one first. */
export function waysOf(talk: Talk, locale: Locale, isPrivate: boolean): readonly Way[] {
  const { asked, ports, standing } = talk;
  const { token } = asked.interaction;
  if (Date.now() >= asked.at + CAN.answers.lifeMs) return [byBot(talk)];
  const isSeenByAll = standing === 'public' || standing === 'unknown';
  if (isSeenByAll && isPrivate) return [beside(talk, locale), byBot(talk)];
  return [(payload) => ports.rest.editOriginal(token, payload as Payload)];
}

/**
 * What was promised to all is for the asker alone after all: such as why it cannot be done. The promise goes first, for
 * what is said next would take its place and be seen by all.
 */
function beside(talk: Talk, locale: Locale): Way {
  const { rest } = talk.ports;
  let isClear = false;
  return async (payload) => {
    if (!isClear) await takeBack(talk, locale);
    isClear = true;
    return rest.followUp(talk.asked.interaction.token, forOne(payload as Payload));
  };
}

/** The answer goes to the asker's own conversation with labvm. */
function byBot({ asked, ports: { rest } }: Talk): Way {
  return async (payload) => {
    const channel = await rest.openDirect(asked.user);
    const id = `answer ${asked.interaction.id}`;
    await rest.post({ channel, id, replyTo: null, ...(payload as Payload) });
  };
}

/**
 * Takes a promise that all see away: deletes it, or puts a word in its place that says nothing.
 * @throws ChatCallError where it stands as it was, whatever else was to be said
 */
export async function takeBack({ asked, ports }: Talk, locale: Locale): Promise<void> {
  const { rest, client, log } = ports;
  const { id, token } = asked.interaction;
  try {
    await rest.deleteOriginal(token);
  } catch (error) {
    if (isNotThere(error)) return;
    log.debug({ err: error, interaction: id }, 'an empty answer could not be deleted');
    const said = view({ parts: [{ kind: 'text', text: ANSWERED_ALONE }] });
    const payload = client.compose(said, locale, { wording: 'card', id: null, withFiles: false });
    await rest.editOriginal(token, payload as Payload).catch((second: unknown) => {
      if (!isNotThere(second)) throw notSaid(second);
    });
  }
}

const isNotThere = (error: unknown) => NOT_THERE.has(refusalOf(error)?.code);

/** Whatever became of the promise: what was to be said next was not sent. */
function notSaid(error: unknown): unknown {
  if (failureOf(error).kind !== 'unknown') return error;
  return new ChatCallError('Discord', 'a private answer', { kind: 'unsent' }, error);
}
