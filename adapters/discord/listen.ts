import {
  type APIInteraction,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionResponseType,
  InteractionType,
} from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import type { Conversation } from '../../src/chat/conversation.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { Command } from '../../src/command/command.ts';
import type { Completion } from '../../src/command/complete.ts';
import { type AskerPorts, askerOf, type Live } from './asker.ts';
import { type AnyInteraction, basisOf } from './inbound/basis.ts';
import { type Act, actOfCommand, actOfComponent, actOfModal } from './inbound/index.ts';
import type { Membership } from './membership.ts';
import type { DiscordSettings } from './settings.ts';
import { suggest } from './suggest.ts';
import { createSuggestCache } from './suggest-cache.ts';
import type { Waits } from './waits.ts';

export interface ListenPorts extends AskerPorts {
  readonly settings: Pick<DiscordSettings, 'guildIds'>;
  readonly desk: Desk;
  readonly commands: readonly Command[];
  readonly conversation: Conversation;
  readonly waits: Waits;
  readonly membership: Pick<Membership, 'isElsewhere'>;
}

/** Something that somebody did. */
type Done = Exclude<APIInteraction, { type: InteractionType.Ping }>;

const ELSEWHERE = new UserError(
  'not-allowed',
  { en: 'labvm does not serve this server.', es: 'labvm no atiende este servidor.' },
  {
    en: 'Its administrator names the servers in DISCORD_GUILD_IDS.',
    es: 'Quien lo administra indica los servidores en DISCORD_GUILD_IDS.',
  },
);

/** Hears everything that people can do with labvm in Discord. */
export function listen(ports: ListenPorts): (interaction: APIInteraction) => Promise<void> {
  const { settings, commands, conversation, membership } = ports;
  const { guildIds } = settings;
  const cache = createSuggestCache<Completion>();

  const isOtherServer = ({ guild_id: guild }: Done) =>
    guildIds.length > 0 && guild !== undefined && !guildIds.includes(guild);

  const isElsewhere = (interaction: AnyInteraction) => {
    const { user, guild } = basisOf(interaction);
    const invitedBy = interaction.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
    return membership.isElsewhere({ user, guild, invitedBy: invitedBy ?? null });
  };

  /** Says an error to whoever acted, and nothing else happens. */
  const refuse = (act: Act, error: UserError) =>
    askerOf(act, { message: null, mayOpenForm: false }, ports).refuse(error, null);

  async function take(interaction: Done, read: () => Act | null, live: Live): Promise<void> {
    let act: Act | null;
    try {
      act = read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return refuse({ ...basisOf(interaction), line: '' }, error);
    }
    if (!act) return;
    if (isOtherServer(interaction)) return refuse(act, ELSEWHERE);
    const known = { ...act, isElsewhere: await isElsewhere(interaction) };
    return conversation.take(askerOf(known, live, ports));
  }

  async function complete(
    interaction: Extract<Done, { type: InteractionType.ApplicationCommandAutocomplete }>,
  ): Promise<void> {
    const choices = isOtherServer(interaction)
      ? []
      : await suggest(interaction, { ...ports, cache, isElsewhere: await isElsewhere(interaction) });
    const answer = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
    await ports.rest.respond(interaction.id, interaction.token, answer).catch((error: unknown) => {
      ports.log.debug({ err: error }, 'choices came too late');
    });
  }

  return async (interaction) => {
    switch (interaction.type) {
      case InteractionType.ApplicationCommand: {
        const { data } = interaction;
        if (data.type !== ApplicationCommandType.ChatInput) return;
        const asked = { ...interaction, data } as Parameters<typeof actOfCommand>[0];
        return take(interaction, () => actOfCommand(asked, commands), { message: null, mayOpenForm: true });
      }
      case InteractionType.MessageComponent:
        return take(interaction, () => actOfComponent(interaction), {
          message: interaction.message,
          mayOpenForm: true,
        });
      case InteractionType.ModalSubmit:
        return take(interaction, () => actOfModal(interaction, commands), {
          message: null,
          mayOpenForm: false,
        });
      case InteractionType.ApplicationCommandAutocomplete:
        return complete(interaction);
      default:
        return;
    }
  };
}
