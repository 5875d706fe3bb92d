import {
  malformed,
  missingAccess,
  missingPermissions,
  Refusal,
  unknownChannel,
  unknownMessage,
} from '../refusal.ts';
import type { Asked, Reply, Room } from '../room.ts';
import { shownMessage } from '../shown.ts';
import type { Message } from '../space.ts';
import { EPHEMERAL, saidIn } from './said.ts';

/** How long the same `nonce` makes no second message, in milliseconds. */
const NONCE_MS = 5 * 60_000;

function channelOf(id: string, { space }: Room): string {
  if (!space.channels.has(id)) throw unknownChannel();
  if (space.closed.has(id)) throw missingAccess();
  return id;
}

/** What the bot can see as itself. */
function ownMessage(channel: string, id: string, { space }: Room): Message {
  const message = space.message(id);
  if (!message || message.channel !== channel || (message.flags & EPHEMERAL) !== 0) throw unknownMessage();
  return message;
}

export function postMessage(asked: Asked, room: Room): Reply {
  const { space } = room;
  const channel = channelOf(asked.path[1] ?? '', room);
  if (space.mute.has(channel)) throw missingPermissions();
  const { nonce, enforce_nonce: isEnforced, message_reference: reference } = asked.body;
  const said = saidIn(asked, null, room);
  if (isEnforced === true && typeof nonce === 'string') {
    const first = space.messages.find(
      (one) =>
        one.channel === channel &&
        one.nonce === nonce &&
        (one.history[0]?.atMs ?? 0) > performance.now() - NONCE_MS,
    );
    if (first) return shownMessage(first, space);
  }
  const replyTo = replyOf(reference, room);
  const message = space.add({
    ...said,
    channel,
    nonce: typeof nonce === 'string' ? nonce : null,
    replyTo,
    interaction: null,
    onlyFor: null,
    isLoading: false,
  });
  return shownMessage(message, space);
}

function replyOf(reference: unknown, { space }: Room): string | null {
  if (typeof reference !== 'object' || reference === null) return null;
  const { message_id: id, fail_if_not_exists: mustExist = true } = reference as Record<string, unknown>;
  if (typeof id !== 'string') throw malformed(['message_reference: message_id is missing']);
  const found = space.message(id);
  const isThere = found !== null && found.onlyFor === null;
  if (!isThere && mustExist) throw malformed(['message_reference: Unknown message']);
  return isThere ? id : null;
}

export function editMessage(asked: Asked, room: Room): Reply {
  const { space } = room;
  const channel = channelOf(asked.path[1] ?? '', room);
  const before = ownMessage(channel, asked.path[3] ?? '', room);
  if (before.isOld)
    throw new Refusal(
      429,
      30_046,
      'Maximum number of edits to messages older than 1 hour reached. Try again later.',
    );
  const said = saidIn(asked, before, room);
  return shownMessage(space.edit(before.id, said), space);
}

export function deleteMessage(asked: Asked, room: Room): Reply {
  const channel = channelOf(asked.path[1] ?? '', room);
  room.space.remove(ownMessage(channel, asked.path[3] ?? '', room).id);
  return null;
}

export function readMessages(asked: Asked, room: Room): Reply {
  const { space } = room;
  const channel = channelOf(asked.path[1] ?? '', room);
  const limit = Number(asked.query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw malformed(['limit: from 1 to 100']);
  const after = BigInt(asked.query.get('after') ?? 0);
  const before = asked.query.get('before');
  const seen = space.messages.filter(
    (one) =>
      one.channel === channel &&
      !one.isDeleted &&
      one.onlyFor === null &&
      BigInt(one.id) > after &&
      (before === null || BigInt(one.id) < BigInt(before)),
  );
  const page = asked.query.has('after') ? seen.slice(0, limit) : seen.slice(-limit);
  // Bots have seen no `nonce` in a history.
  return page.toReversed().map((one) => shownMessage({ ...one, nonce: null }, space));
}
