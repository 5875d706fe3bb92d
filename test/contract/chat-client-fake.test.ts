import { createFakeChat, refusedAs } from '../fakes/chat-client.ts';
import { chatClientContract, type Trouble } from './chat-client.ts';

const FAILURES = {
  limited: { kind: 'limited', retryAfterMs: 1000 },
  'hang-up': 'hang-up',
  malformed: refusedAs('malformed'),
  revoked: refusedAs('revoked'),
} as const satisfies Record<Trouble, unknown>;

chatClientContract('a fake chat', async () => {
  const chat = createFakeChat();
  chat.closed.add('C9');
  return {
    client: chat.client,
    channel: 'C1',
    closed: 'C9',
    user: 'U1',
    shown: (channel) =>
      chat.messages.filter((one) => one.channel === channel && !one.isDeleted).map(({ text }) => text),
    remove({ message }) {
      for (const one of chat.messages) if (one.name === message) one.isDeleted = true;
    },
    fails: (call, how) => chat.next(call, FAILURES[how]),
  };
});
