import { failureOf, isRefusal } from '../call-failure.ts';
import type { Spot } from '../client.ts';
import type { Attempt, DeliverPorts } from './attempt.ts';
import type { Where } from './entry.ts';

/**
 * What is too long for a message. Where the asker alone was told it, it goes to their own channel with labvm, and its
 * pictures too: what cannot be edited cannot be given any.
 */
export async function attach(
  { entry, payload }: Attempt,
  where: Where,
  { client, log }: DeliverPorts,
): Promise<void> {
  const { message, reply, thread } = entry;
  const { after } = payload;
  try {
    if (where.kind !== 'told') {
      const file = { ...after, pictures: false };
      await client.upload(where.channel, thread ?? where.message, payload, file);
    } else if (reply) await client.upload(await client.openDirect(reply.user), null, payload, after);
  } catch (error) {
    if (!isRefusal(failureOf(error))) throw error;
    log.warn({ err: error, message: message.id }, 'what belongs to a message could not be attached');
  }
}

/** Pictures come last: a message without them says the same, and nobody waits for them. */
export async function illustrate({ entry, payload }: Attempt, at: Spot, ports: DeliverPorts): Promise<void> {
  const { client, pace, log } = ports;
  const { channel, message } = at;
  const { id } = entry.message;
  try {
    const pictured = await client.illustrate(payload, async (next) => {
      pace.begins({ way: 'edit', id, channel });
      await client.edit({ channel, message }, { id, payload: next });
    });
    entry.shownBody = JSON.stringify(pictured.body);
  } catch (error) {
    log.warn({ err: error, chat: client.can.name, message: id }, 'a chat does not show a picture');
  }
}
