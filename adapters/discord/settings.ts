import { UserError } from '../../src/base/errors.ts';
import { type ListForm, listOf } from '../../src/base/list-setting.ts';
import type { Text } from '../../src/base/text.ts';

/** How labvm is connected to Discord. */
export interface DiscordSettings {
  readonly token: string;
  readonly appId: string;
  /** The servers that labvm serves; empty: every one that it was invited to. */
  readonly guildIds: readonly string[];
  /** Where Discord's API is, such as `https://discord.com/api`; undefined for Discord itself. */
  readonly apiUrl: string | undefined;
  /** Where what people attach is kept; undefined for Discord itself. */
  readonly cdnUrl?: string | undefined;
}

/** What the environment says of Discord. */
export interface DiscordVariables {
  readonly DISCORD_TOKEN?: string | undefined;
  readonly DISCORD_APP_ID?: string | undefined;
  readonly DISCORD_GUILD_IDS: readonly string[];
  readonly DISCORD_API_URL?: string | undefined;
  readonly DISCORD_CDN_URL?: string | undefined;
}

/** An account of Discord's in the configuration. */
export const DISCORD_ACCOUNT = /^discord:\d{1,20}$/;

/** Where an administrator finds each value. */
export const DISCORD_WHERE: Readonly<Record<'DISCORD_TOKEN' | 'DISCORD_APP_ID' | 'DISCORD_GUILD_IDS', Text>> =
  {
    DISCORD_TOKEN: {
      en: 'You find it at discord.com/developers/applications, your application, Bot, Token (Reset Token shows it once).',
      es: 'Lo encontrará en discord.com/developers/applications, su aplicación, Bot, Token (Reset Token lo muestra una vez).',
    },
    DISCORD_APP_ID: {
      en: 'It is a number, which you find at discord.com/developers/applications, your application, General Information, Application ID.',
      es: 'Es un número, que encontrará en discord.com/developers/applications, su aplicación, General Information, Application ID.',
    },
    DISCORD_GUILD_IDS: {
      en: 'They are numbers: right-click the server with Developer Mode on (User Settings, Advanced), then Copy Server ID.',
      es: 'Son números: clic derecho en el servidor con el modo de desarrollador (Ajustes de usuario, Avanzado), Copiar ID del servidor.',
    },
  };

/** Discord's ids are numbers of 64 bits, in decimal (docs.discord.com, reference, snowflakes). */
const SNOWFLAKE = /^\d{15,20}$/;

const GUILDS: ListForm = {
  variable: 'DISCORD_GUILD_IDS',
  isRight: (id) => SNOWFLAKE.test(id),
  isNo: { en: 'not a server ID', es: 'no es el identificador de un servidor' },
  instead: {
    en: `Such as 123456789012345678. ${DISCORD_WHERE.DISCORD_GUILD_IDS.en}`,
    es: `Por ejemplo 123456789012345678. ${DISCORD_WHERE.DISCORD_GUILD_IDS.es}`,
  },
};

/**
 * Whether and how labvm is to be in Discord; null where nothing is set.
 * @throws UserError naming the variable that is missing or holds something else, and where to find it; never a token
 */
export function discordSettings(given: DiscordVariables): DiscordSettings | null {
  const { DISCORD_TOKEN: token, DISCORD_APP_ID: appId, DISCORD_GUILD_IDS: guildIds } = given;
  if (token === undefined && appId === undefined) return null;
  if (token === undefined) throw missing('DISCORD_TOKEN');
  if (SNOWFLAKE.test(token)) throw holds('DISCORD_TOKEN', { en: 'an ID', es: 'un identificador' });
  if (appId === undefined) throw missing('DISCORD_APP_ID');
  if (!SNOWFLAKE.test(appId)) throw holds('DISCORD_APP_ID', NO_ID);
  listOf(guildIds, GUILDS);
  // People copy it with the word that stands before it in a request.
  const { DISCORD_API_URL: apiUrl, DISCORD_CDN_URL: cdnUrl } = given;
  const bare = token.replace(/^Bot\s+/i, '');
  return { token: bare, appId, guildIds, apiUrl, ...(cdnUrl === undefined ? {} : { cdnUrl }) };
}

function missing(variable: keyof typeof DISCORD_WHERE): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${variable} is not set, so labvm cannot connect to Discord.`,
      es: `Falta ${variable}, así que labvm no puede conectarse a Discord.`,
    },
    DISCORD_WHERE[variable],
  );
}

const NO_ID: Text = { en: 'something that is not an ID', es: 'algo que no es un identificador' };

function holds(variable: keyof typeof DISCORD_WHERE, what: Text): UserError {
  return new UserError(
    'bad-argument',
    { en: `${variable} holds ${what.en}.`, es: `${variable} contiene ${what.es}.` },
    DISCORD_WHERE[variable],
  );
}
