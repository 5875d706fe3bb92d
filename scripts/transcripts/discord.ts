import type { Locale } from '../../src/base/text.ts';
import { type DiscordServer, type Message, startDiscordServer } from '../../test/servers/discord/index.ts';
import { buttonsInDiscord, shownInDiscord } from './discord-components.ts';
import { asPicked } from './discord-line.ts';
import type { Gate } from './gate.ts';
import { startService, withService } from './service.ts';
import { SPOKEN } from './spoken.ts';
import { type Side, talk } from './talk.ts';

const PERSON = '345678901234567890';

/** A person in Discord, from help to doctor. */
export async function inDiscord(locale: Locale, gate: Gate): Promise<string> {
  const { intro, words } = SPOKEN[locale];
  const discord = await startDiscordServer();
  const service = await startService(locale, gate, {
    DISCORD_TOKEN: discord.token,
    DISCORD_APP_ID: discord.appId,
    DISCORD_GUILD_IDS: discord.guild,
    DISCORD_API_URL: discord.apiUrl,
  });
  const told = withService(service, async () => {
    await discord.connected();
    await service.hasTold();
    const keeper = service.told();
    const scenes = await talk(sideOf(discord, locale, gate));
    return [intro('Discord'), words.keeper, keeper, ...scenes].join('\n\n');
  });
  return told.finally(() => discord.close());
}

function sideOf(discord: DiscordServer, locale: Locale, gate: Gate): Side<Message> {
  const { space } = discord;
  const { person: name, tag, words } = SPOKEN[locale];
  const person = discord.person(PERSON, { name, locale: tag });
  const say = (line: string) => {
    const { typed, shown } = asPicked(line, space.commands.get(discord.guild) ?? [], tag);
    return { written: `${words.at} #lab: \`${shown}\``, act: () => person.command(typed) };
  };
  return {
    locale,
    gate,
    seen: () =>
      space.messages.filter(
        ({ onlyFor, isDeleted, isLoading }) => !isDeleted && !isLoading && (onlyFor ?? PERSON) === PERSON,
      ),
    keyOf: ({ id }) => id,
    shown: shownInDiscord,
    isAlone: ({ onlyFor }) => onlyFor !== null,
    buttonsOf: buttonsInDiscord,
    say,
    greet: say,
    async press(message, label) {
      const now = space.message(message.id) ?? message;
      await person.press(now, label);
      return null;
    },
    until: discord.until,
  };
}
