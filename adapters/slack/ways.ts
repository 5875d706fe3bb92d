import type { Payload } from '../../src/chat/client.ts';
import type { Way } from '../../src/chat/outbox/say.ts';
import { type SlackPayload, toOne } from './client/index.ts';
import type { Act } from './inbound/act.ts';
import type { Body, Web } from './web/index.ts';

/** The ways to whoever did something, for them alone. */
export function* waysTo(
  { channel, thread, user, responseUrl }: Pick<Act, 'channel' | 'thread' | 'user' | 'responseUrl'>,
  web: Web,
): Generator<Way> {
  const id = crypto.randomUUID();
  if (responseUrl !== null) yield (payload) => web.respond(responseUrl, toOne(bodyOf(payload), thread));
  // In labvm's own conversation with somebody nobody else listens, and what is said stays.
  if (channel.startsWith('D')) yield (payload) => web.post({ channel, thread, id, ...bodyOf(payload) });
  else yield (payload) => web.postEphemeral(channel, thread, user, bodyOf(payload));
  yield async (payload) => {
    const direct = await web.openDirect(user);
    return web.post({ channel: direct, thread: null, id, ...bodyOf(payload) });
  };
}

/** Made by this adapter's own client. */
function bodyOf(payload: Payload): Body {
  return (payload as SlackPayload).body;
}
