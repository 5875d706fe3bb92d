import { type APIMessage, MessageFlags } from 'discord.js';
import { localeOf } from '../../../src/base/text.ts';
import type { Act, Pressed } from './act.ts';
import { attachmentsOf } from './attachment.ts';
import { type DoneBy, doerOf } from './person.ts';

/** What every interaction carries, of whatever kind. */
export interface AnyInteraction extends DoneBy {
  readonly id: string;
  readonly token: string;
  readonly locale: string;
  readonly guild_id?: string;
  /** Who brought labvm there: a server under `0`, a person under `1` (interactions, receiving and responding). */
  readonly authorizing_integration_owners?: Readonly<Partial<Record<string, string>>>;
  readonly channel?: { readonly id: string };
  /** As older servers send it. */
  readonly channel_id?: string;
  readonly message?: Pick<APIMessage, 'id' | 'flags'>;
  readonly data?: object;
}

/** An act but for its line. */
export function basisOf(interaction: AnyInteraction): Omit<Act, 'line'> {
  const { id, token, locale, guild_id: guild = null, channel, channel_id: channelId, message } = interaction;
  const attachments = attachmentsOf(interaction.data);
  return {
    id: `discord:${id}`,
    ...doerOf(interaction),
    locale: localeOf(locale),
    guild,
    // Until it is known: whoever hears interactions asks.
    isElsewhere: true,
    channel: channel?.id ?? channelId ?? '',
    interaction: { id, token },
    pressed: message ? pressedOf(message) : null,
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/**
 * The same, where the answer may take the place of what was pressed: of a question or an error that only the asker sees.
 * Whatever else they see alone, such as a machine's card, stays.
 */
export function inPlace<T extends Pick<Act, 'pressed'>>(act: T, isAnswered: boolean): T {
  const { pressed } = act;
  return pressed && isAnswered ? { ...act, pressed: { ...pressed, isAnswered: pressed.isEphemeral } } : act;
}

function pressedOf({ id, flags }: Pick<APIMessage, 'id' | 'flags'>): Pressed {
  return { message: id, isEphemeral: ((flags ?? 0) & MessageFlags.Ephemeral) !== 0, isAnswered: false };
}
