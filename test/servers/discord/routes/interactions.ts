import { FIRST_ANSWER_MS, type Interaction } from '../interactions.ts';
import {
  alreadyAcknowledged,
  invalidWebhookToken,
  malformed,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from '../refusal.ts';
import type { Asked, Reply, Room } from '../room.ts';
import { shownMessage } from '../shown.ts';
import type { Message } from '../space.ts';
import { EPHEMERAL, said, saidIn } from './said.ts';

const LOADING = 1 << 7;

/** The one first answer to an interaction. */
export function answerFirst(asked: Asked, room: Room): Reply {
  const { space, interactions, checks } = room;
  const [, id, token = ''] = asked.path;
  const interaction = interactions.byToken(token);
  if (!interaction || interaction.id !== id) throw unknownInteraction();
  if (interaction.ack) throw alreadyAcknowledged();
  const afterMs = interactions.ageOf(interaction);
  if (afterMs > FIRST_ANSWER_MS || interaction.isExpired) throw unknownInteraction();
  const pressed = interaction.pressed === null ? null : space.message(interaction.pressed);
  const breaches = checks.callback(asked, interaction.type, pressed);
  if (breaches.length > 0) {
    room.breaches.push(...breaches.map((breach) => `${asked.route}: ${breach}`));
    throw malformed(breaches);
  }
  const type = Number(asked.body.type);
  const data = (asked.body.data ?? null) as Readonly<Record<string, unknown>> | null;
  interaction.ack = { type, afterMs, data };
  const message = messageOf(type, data ?? {}, asked, interaction, room);
  interaction.original = message?.id ?? interaction.pressed;
  interaction.isPromised = type === 5;
  interaction.settle(interaction.ack);
  space.stage.changed();
  if (asked.query.get('with_response') !== 'true') return null;
  return {
    interaction: { id, type: interaction.type, response_message_id: interaction.original },
    ...(message ? { resource: { type, message: shownMessage(message, space) } } : {}),
  };
}

function messageOf(
  type: number,
  data: Readonly<Record<string, unknown>>,
  asked: Asked,
  interaction: Interaction,
  { space }: Room,
): Message | null {
  const { id, user, channel, pressed } = interaction;
  if (type === 7 && pressed !== null)
    return space.edit(pressed, said(data, asked.files, space.message(pressed)));
  if (type !== 4 && type !== 5) return null;
  const first = said(data, asked.files, null);
  return space.add({
    ...first,
    flags: type === 5 ? first.flags | LOADING : first.flags,
    channel,
    nonce: null,
    replyTo: pressed,
    interaction: { id, user },
    onlyFor: (first.flags & EPHEMERAL) !== 0 ? user : null,
    isLoading: type === 5,
  });
}

function interactionOf({ path }: Asked, room: Room): Interaction {
  const [, app, token = ''] = path;
  const interaction = room.interactions.byToken(token);
  if (app !== room.appId || !interaction) throw unknownWebhook();
  if (!room.interactions.isAlive(interaction)) throw invalidWebhookToken();
  if (!interaction.ack) throw unknownWebhook();
  return interaction;
}

function answerOf(asked: Asked, interaction: Interaction, { space }: Room): Message {
  const wanted = asked.path[4] === '@original' ? interaction.original : asked.path[4];
  const message = space.message(wanted ?? '');
  const isIts = message?.interaction?.id === interaction.id || message?.id === interaction.pressed;
  if (!message || !isIts) throw unknownMessage();
  return message;
}

export function readAnswer(asked: Asked, room: Room): Reply {
  return shownMessage(answerOf(asked, interactionOf(asked, room), room), room.space);
}

export function editAnswer(asked: Asked, room: Room): Reply {
  const interaction = interactionOf(asked, room);
  const before = answerOf(asked, interaction, room);
  const next = saidIn(asked, before, room);
  interaction.isPromised = false;
  return shownMessage(room.space.edit(before.id, next), room.space);
}

export function deleteAnswer(asked: Asked, room: Room): Reply {
  const interaction = interactionOf(asked, room);
  room.space.remove(answerOf(asked, interaction, room).id);
  interaction.isPromised = false;
  return null;
}

/** Another thing that is said; the first one after a promise takes its place, for all or for one as it was promised. */
export function followUp(asked: Asked, room: Room): Reply {
  const { space } = room;
  const interaction = interactionOf(asked, room);
  const { id, user, channel } = interaction;
  const promised = interaction.isPromised ? space.message(interaction.original ?? '') : null;
  const next = saidIn(asked, promised, room);
  interaction.isPromised = false;
  if (promised) {
    const flags = (next.flags & ~EPHEMERAL) | (promised.flags & EPHEMERAL);
    return shownMessage(space.edit(promised.id, { ...next, flags }), space);
  }
  const onlyFor = (next.flags & EPHEMERAL) !== 0 ? user : null;
  const place = { channel, nonce: null, replyTo: interaction.original, interaction: { id, user } };
  return shownMessage(space.add({ ...next, ...place, onlyFor, isLoading: false }), space);
}
