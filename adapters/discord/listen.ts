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
import { createAnswering } from './answering.ts';
import { type AskerPorts, askerOf, doneAt, type Live } from './asker.ts';
import { type AnyInteraction, basisOf } from './inbound/basis.ts';
import { type Act, actOfCommand, actOfComponent, actOfModal } from './inbound/index.ts';
import { type NamedForm, namedForm } from './inbound/named-form.ts';
import type { Membership } from './membership.ts';
import type { DiscordSettings } from './settings.ts';
import { suggest } from './suggest.ts';
import { createSuggestCache, type SuggestCache } from './suggest-cache.ts';
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
export function listen(given: ListenPorts): (interaction: APIInteraction) => Promise<void> {
  const ports: Hearing = { ...given, cache: createSuggestCache<Completion>() };
  const { commands } = ports;
  return async (interaction) => {
    switch (interaction.type) {
      case InteractionType.ApplicationCommand: {
        const { data } = interaction;
        if (data.type !== ApplicationCommandType.ChatInput) return;
        const asked = { ...interaction, data } as Parameters<typeof actOfCommand>[0];
        return take(interaction, () => actOfCommand(asked, commands), TYPED, ports);
      }
      case InteractionType.MessageComponent: {
        const form = namedForm(interaction.data.custom_id, commands);
        if (form) return openAgain(interaction, form, ports);
        const { message } = interaction;
        return take(interaction, () => actOfComponent(interaction), { message, mayOpenForm: true }, ports);
      }
      case InteractionType.ModalSubmit:
        return take(interaction, () => actOfModal(interaction, commands), SENT, ports);
      case InteractionType.ApplicationCommandAutocomplete:
        return complete(interaction, ports);
      default:
        return;
    }
  };
}

const TYPED: Live = { message: null, mayOpenForm: true };
const SENT: Live = { message: null, mayOpenForm: false };

interface Hearing extends ListenPorts {
  readonly cache: SuggestCache<Completion>;
}

/** Does what somebody asked for, once it is known who they are. */
async function take(interaction: Done, read: () => Act | null, live: Live, ports: Hearing): Promise<void> {
  let act: Act | null;
  try {
    act = read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refuse({ ...basisOf(interaction), line: '' }, error, ports);
  }
  if (!act) return;
  if (isOtherServer(interaction, ports)) return refuse(act, ELSEWHERE, ports);
  const known = { ...act, isElsewhere: await isElsewhere(interaction, ports) };
  return ports.conversation.take(askerOf(known, live, ports));
}

/** A form that somebody has seen before: nothing is asked of labvm yet. */
async function openAgain(interaction: Done, form: NamedForm, ports: Hearing): Promise<void> {
  const act = { ...basisOf(interaction), line: form.line };
  if (isOtherServer(interaction, ports)) return refuse(act, ELSEWHERE, ports);
  const known = { ...act, isElsewhere: await isElsewhere(interaction, ports) };
  const asked = { user: act.user, interaction: act.interaction, at: doneAt(act, ports), isAside: false };
  await ports.forms.again(form, known, createAnswering(asked, false, ports));
}

/** Says an error to whoever acted, and nothing else happens. */
function refuse(act: Act, error: UserError, ports: Hearing): Promise<void> {
  return askerOf(act, SENT, ports).refuse(error, null);
}

async function complete(
  interaction: Extract<Done, { type: InteractionType.ApplicationCommandAutocomplete }>,
  ports: Hearing,
): Promise<void> {
  const choices = isOtherServer(interaction, ports)
    ? []
    : await suggest(interaction, { ...ports, isElsewhere: await isElsewhere(interaction, ports) });
  const answer = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
  await ports.rest.respond(interaction.id, interaction.token, answer).catch((error: unknown) => {
    ports.log.debug({ err: error }, 'choices came too late');
  });
}

function isOtherServer({ guild_id: guild }: Done, { settings: { guildIds } }: Hearing): boolean {
  return guildIds.length > 0 && guild !== undefined && !guildIds.includes(guild);
}

function isElsewhere(interaction: AnyInteraction, { membership }: Hearing): Promise<boolean> {
  const { user, guild } = basisOf(interaction);
  const invitedBy = interaction.authorizing_integration_owners?.[ApplicationIntegrationType.GuildInstall];
  return membership.isElsewhere({ user, guild, invitedBy: invitedBy ?? null });
}
