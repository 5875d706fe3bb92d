import { expect, it } from 'vitest';
import { type DiscordVariables, discordSettings } from '../../../adapters/discord/settings.ts';
import { UserError } from '../../../src/base/errors.ts';

// Put together here, so that nobody who looks for lost tokens stops at it.
const TOKEN = ['M'.repeat(24), 'G'.repeat(6), 's'.repeat(27)].join('.');
const APP = '1'.repeat(18);
const GUILD = '2'.repeat(19);
const set = (variables: Partial<DiscordVariables>): DiscordVariables => ({
  DISCORD_GUILD_IDS: [],
  ...variables,
});

it('is out of Discord where nothing is set', () => {
  expect(discordSettings(set({}))).toBeNull();
  expect(discordSettings(set({ DISCORD_GUILD_IDS: [GUILD] }))).toBeNull();
});

it('is in Discord with a token and an application', () => {
  expect(discordSettings(set({ DISCORD_TOKEN: TOKEN, DISCORD_APP_ID: APP }))).toEqual({
    token: TOKEN,
    appId: APP,
    guildIds: [],
    apiUrl: undefined,
  });
});

it('takes a token that was copied with the word before it', () => {
  expect(discordSettings(set({ DISCORD_TOKEN: `Bot ${TOKEN}`, DISCORD_APP_ID: APP }))?.token).toBe(TOKEN);
});

it.each<[string, Partial<DiscordVariables>, string]>([
  ['no token', { DISCORD_APP_ID: APP }, 'DISCORD_TOKEN is not set'],
  ['no application', { DISCORD_TOKEN: TOKEN }, 'DISCORD_APP_ID is not set'],
  ['the id for the token', { DISCORD_TOKEN: APP, DISCORD_APP_ID: APP }, 'DISCORD_TOKEN holds an ID'],
  [
    'the token for the id',
    { DISCORD_TOKEN: TOKEN, DISCORD_APP_ID: TOKEN },
    'DISCORD_APP_ID holds something that is not an ID',
  ],
  [
    'a name for a server',
    { DISCORD_TOKEN: TOKEN, DISCORD_APP_ID: APP, DISCORD_GUILD_IDS: ['lab'] },
    'DISCORD_GUILD_IDS holds “lab”, which is not a server ID',
  ],
])('says which variable is wrong, where to find it, and no secret: %s', (_, variables, sentence) => {
  let error: unknown;
  try {
    discordSettings(set(variables));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(UserError);
  const { text, hint } = error as UserError;
  expect(text.en).toContain(sentence);
  expect(hint?.en).toMatch(/discord\.com\/developers|Copy Server ID/);
  expect(JSON.stringify([text, hint])).not.toContain(TOKEN);
});
