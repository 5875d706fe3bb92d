import type { Locale } from '../../../src/base/text.ts';
import type { ChatClient, Edit, Post } from '../../../src/chat/client.ts';
import type { View } from '../../../src/view/view.ts';
import type { DiscordContent } from '../content.ts';
import { LIMITS } from '../limits.ts';
import type { DiscordReply } from '../reply.ts';
import { markOf, type Payload, payloadOf, type Rest, type Wording } from '../rest/index.ts';

/** Nothing is begun that might come too late, in milliseconds. */
const MARGIN_MS = 10_000;

/** What Discord can do. */
export const CAN: ChatClient['can'] = {
  name: 'Discord',
  answers: {
    lifeMs: LIMITS.tokenMs - MARGIN_MS,
    // A minute and a half before the token ends.
    handOverMs: 90_000 - MARGIN_MS,
  },
  invite: {
    en: 'labvm is not allowed to write where you asked. Give it View Channel, Send Messages and Read Message History there, and it will.',
    es: 'labvm no tiene permiso para escribir donde usted preguntó. Dele allí Ver canal, Enviar mensajes y Leer el historial de mensajes, y lo hará.',
  },
  moved: {
    en: 'labvm is not allowed to write in this channel, so this continues in your direct messages.',
    es: 'labvm no tiene permiso para escribir en este canal, así que esto sigue en sus mensajes directos.',
  },
};

/** A payload that comes back from where this adapter gave it. */
interface Sent {
  readonly payload: Payload;
}

/** The ways of putting a message. One that was a card once stays one. */
const FRESH: readonly Wording[] = ['card', 'text', 'simple'];
const THERE: readonly Wording[] = ['card', 'simple', 'text'];

/** Discord as the outbox writes to it. */
export function createClient(rest: Rest, render: (view: View, locale: Locale) => DiscordContent): ChatClient {
  return {
    can: CAN,
    compose: (view, locale, { wording, id, withFiles }): Payload =>
      payloadOf(render(view, locale), {
        wording: (wording ?? 'card') as Wording,
        withFile: withFiles,
        ...(id === null ? {} : { mark: markOf(id) }),
      }),
    plainer(_payload, { wording, isShown }) {
      const ways = isShown ? THERE : FRESH;
      return ways[ways.indexOf((wording ?? 'card') as Wording) + 1] ?? null;
    },
    // What a question sets off that only the asker sees does not take its place, but is a message of its own.
    answers: (reply: DiscordReply) => (isAside(reply) ? 'last' : 'first'),
    post: ({ thread, payload, ...post }: Post & Sent) => rest.post({ ...post, replyTo: thread, ...payload }),
    edit: (at, { payload }: Edit & Sent) => rest.edit(at, payload),
    answer: ({ token }: DiscordReply, payload: Payload) => rest.editOriginal(token, payload),
    find({ channel, id, reply, sinceMs }) {
      const asked = reply as DiscordReply | null;
      const interaction = asked && !isAside(asked) ? asked.interaction : null;
      return rest.find({ channel, id, interaction, sinceMs });
    },
    openDirect: (user) => rest.openDirect(user),
    // Files and pictures come with their message.
    upload: async () => {},
    illustrate: async (payload) => payload,
  };
}

/** Whether a question was answered that only the asker sees. */
function isAside({ pressed }: Pick<DiscordReply, 'pressed'>): boolean {
  return pressed?.isAnswered === true;
}
