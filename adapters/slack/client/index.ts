import type { Locale } from '../../../src/base/text.ts';
import type { ChatClient, Edit, Payload, Post } from '../../../src/chat/client.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import type { SlackReply } from '../reply.ts';
import type { Body, Web } from '../web/index.ts';
import { createIllustrator } from './illustrate.ts';
import { createWording, type Wording } from './wording.ts';

/** What is sent of a message, and what it was made of. */
export interface SlackPayload extends Payload {
  readonly body: Body;
  readonly content: SlackContent;
}

/** A payload that comes back from where this adapter gave it. */
interface Sent {
  readonly payload: SlackPayload;
}

/** What Slack can do (docs.slack.dev, handling user interaction). */
export const CAN: ChatClient['can'] = {
  name: 'Slack',
  answers: {
    // A `response_url` takes five answers within half an hour; nothing is begun that might come too late.
    lifeMs: 30 * 60_000 - 30_000,
    handOverMs: null,
  },
  invite: {
    en: 'labvm is not in this channel. Add it with /invite @labvm, and it can post here.',
    es: 'labvm no está en este canal. Añádalo con /invite @labvm y podrá publicar aquí.',
  },
  moved: null,
};

/**
 * Slack as the outbox writes to it.
 * @param signal when nothing is waited for any more
 */
export function createClient(
  web: Web,
  render: (view: View, locale: Locale) => SlackContent,
  signal: AbortSignal,
  words: Wording = createWording(),
): ChatClient {
  const illustrator = createIllustrator(web, signal);

  return {
    can: CAN,
    compose(view, locale, { wording }): SlackPayload {
      const content = render(view, locale);
      const after = { file: content.file !== null, pictures: content.pictures.length > 0 };
      return { body: words.body(content, wording), content, hasFiles: false, after };
    },
    plainer: ({ content, body }: SlackPayload, put) => words.plainer(content, body, put),
    answers: (reply: SlackReply) => (reply.responseUrl === null ? 'never' : 'last'),
    async post({ channel, thread, id, payload }: Post & Sent) {
      return { channel, message: await web.post({ channel, thread, id, ...payload.body }) };
    },
    edit: ({ channel, message }, { id, payload }: Edit & Sent) =>
      web.update({ channel, ts: message, id, ...payload.body }),
    async answer(reply: SlackReply, { body }) {
      await web.respond(reply.responseUrl ?? '', toOne(body, reply.thread));
      return null;
    },
    find: (search) => web.find(search),
    openDirect: (user) => web.openDirect(user),
    async upload(channel, thread, { content }: SlackPayload, { pictures }) {
      if (content.file) await web.upload(channel, thread, content.file);
      for (const picture of pictures ? content.pictures : []) await web.uploadPicture(picture, channel);
    },
    async illustrate(payload: SlackPayload, show) {
      const withBody = (body: Body): SlackPayload => ({ ...payload, body });
      const { content, body } = payload;
      return withBody(await illustrator.illustrate(content, body, (next) => show(withBody(next))));
    },
  };
}

/** An answer by an address, for the asker alone, in the thread that they asked in (docs.slack.dev, handling interaction). */
export function toOne(body: object, thread: string | null = null): object {
  const inThread = thread === null ? {} : { thread_ts: thread };
  return { response_type: 'ephemeral', replace_original: false, ...body, ...inThread };
}
