import { timeOf } from './ids.ts';
import type { Message, Space } from './space.ts';

/** A message as Discord sends it. */
export function shownMessage(message: Message, { botUser, messages, people }: Space): object {
  const { id, channel, content, components, flags, nonce, interaction, replyTo } = message;
  const editedAt = message.history.length > 1 ? new Date().toISOString() : null;
  return {
    id,
    channel_id: channel,
    type: interaction ? 20 : replyTo ? 19 : 0,
    author: {
      id: botUser,
      username: 'labvm',
      discriminator: '0',
      avatar: null,
      global_name: null,
      bot: true,
    },
    content,
    components,
    embeds: [],
    attachments: message.attachments.map(({ id: file, filename, text }) => ({
      id: file,
      filename,
      size: text.length,
      url: `https://cdn.discordapp.com/attachments/${channel}/${file}/${filename}`,
      proxy_url: `https://media.discordapp.net/attachments/${channel}/${file}/${filename}`,
    })),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags,
    timestamp: new Date(timeOf(id)).toISOString(),
    edited_timestamp: editedAt,
    ...(nonce === null ? {} : { nonce }),
    ...(replyTo === null
      ? {}
      : {
          message_reference: { type: 0, channel_id: channel, message_id: replyTo },
          referenced_message: messages.some((one) => one.id === replyTo && !one.isDeleted) ? {} : null,
        }),
    ...(interaction === null
      ? {}
      : {
          interaction_metadata: {
            id: interaction.id,
            type: 2,
            user: shownUser(interaction.user, people),
            authorizing_integration_owners: {},
          },
        }),
  };
}

export function shownUser(id: string, people: Space['people']): object {
  const name = people.get(id)?.name ?? `u${id}`;
  return {
    id,
    username: name.toLowerCase(),
    discriminator: '0',
    avatar: null,
    global_name: name,
    bot: false,
  };
}
