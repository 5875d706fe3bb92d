import { onTestFinished } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import { type Asker, createConversation } from '../../src/chat/conversation.ts';
import { keepUp } from '../../src/chat/keep-up.ts';
import { createOutbox } from '../../src/chat/outbox/index.ts';
import { createTasks } from '../../src/chat/tasks.ts';
import type { Received } from '../../src/command/answer.ts';
import { errorView } from '../../src/view/error-view.ts';
import type { View } from '../../src/view/view.ts';
import { createFakeChat, newAct } from '../fakes/chat-client.ts';
import { eventually } from '../support/eventually.ts';
import { chatContract } from './chat.ts';

const CHAT = 'toy';
const PLACE = { chat: CHAT, channel: 'C1' };
const FAST = { post: [], edit: [], answer: [] };

// A chat that nobody has seen: all that it brings is its client and how somebody is answered. Posting, editing,
// finding again and giving up are the outbox's; from a request's record to its answer is the conversation's.
chatContract('a third chat', async ({ app }) => {
  const { desk } = app;
  const chat = createFakeChat();
  const tasks = createTasks(silentLog);
  const outbox = createOutbox({
    client: chat.client,
    pace: FAST,
    desk,
    inChat: async (view) => view,
    log: silentLog,
    onRevoked: () => {},
  });
  const conversation = createConversation({ desk, tasks, owe: outbox.owe });

  function askerOf(line: string, locale: Locale, id = newAct()): Asker {
    const say = (view: View) =>
      outbox.say({
        user: 'U1',
        locale,
        view,
        ways: [(payload) => chat.client.post({ channel: 'C1', thread: null, id, payload })],
      });
    return {
      invocation: {
        id,
        actor: { id: `${CHAT}:U1`, displayName: 'Ana' },
        place: PLACE,
        locale,
        line,
        reply: { user: 'U1', at: Date.now() },
      },
      locale: async () => locale,
      acknowledge: async () => false,
      begin: async () => {},
      tell: say,
      refuse: (error) => say(errorView(error)),
      openForm: async () => false,
      sayGone: async () => false,
    };
  }

  const stop = await keepUp({
    desk,
    chat: CHAT,
    outbox,
    tasks,
    log: silentLog,
    resume: ({ line, locale, invocationId }, received: Received) =>
      conversation.resume(askerOf(line ?? '', locale, invocationId), received),
  });
  const close = async () => {
    stop();
    await outbox.stop(0);
    await tasks.ended();
  };
  onTestFinished(close);

  return {
    close,
    async person(locale) {
      const seen = () => chat.messages.map(({ text }) => text).join('\n');
      const say = (line: string) => conversation.take(askerOf(line, locale));
      async function press(label: string): Promise<void> {
        const find = () =>
          chat.messages.flatMap(({ actions }) => actions).findLast((action) => text(action.label) === label);
        const action = await eventually(`a button ${label}`, find);
        await say(action?.command ?? '');
      }
      return {
        say,
        seen,
        sees: (pattern) => eventually(`${pattern}`, seen, (all) => pattern.test(all)),
        async answer(isYes) {
          if (isYes) await press('Delete');
        },
        cancel: () => press('Cancel'),
        retry: () => press('Retry'),
        async offered(line) {
          const actor = { id: `${CHAT}:U1`, displayName: 'Ana' };
          const { choices } = await desk.complete(line, actor, PLACE, locale);
          return choices.map(({ value }) => value);
        },
        async sayTwice(line) {
          const id = newAct();
          await Promise.all([
            conversation.take(askerOf(line, locale, id)),
            conversation.take(askerOf(line, locale, id)),
          ]);
        },
      };
    },
  };
});

function text(words: View['actions'][number]['label']): string {
  return typeof words === 'string' ? words : words.en;
}
