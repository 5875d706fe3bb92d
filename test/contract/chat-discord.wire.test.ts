import { expect, onTestFinished } from 'vitest';
import { openDiscord } from '../../adapters/discord/index.ts';
import { commands } from '../../commands/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { PATIENT } from '../adapters/discord/support/patient.ts';
import { buttonsOf, shownText } from '../adapters/discord/support/shown.ts';
import { startDiscordServer } from '../servers/discord/index.ts';
import { chatContract } from './chat.ts';

chatContract('Discord', async ({ app }) => {
  const discord = await startDiscordServer();
  const chat = await openDiscord({
    settings: { token: discord.token, appId: discord.appId, guildIds: [], apiUrl: discord.apiUrl },
    desk: app.desk,
    commands,
    locale: 'en',
    memory: new Map<string, unknown>() as never,
    log: silentLog,
    waits: PATIENT,
  });
  const close = async () => {
    await chat.close(0);
    await discord.close();
    expect(discord.breaches).toEqual([]);
    expect(discord.timeouts).toEqual([]);
  };
  onTestFinished(close);
  await discord.connected();

  return {
    close,
    async person(locale) {
      const person = discord.person('345678901234567890', {
        name: 'Ana',
        locale: locale === 'es' ? 'es-ES' : 'en-US',
      });
      const shown = () =>
        discord.space.messages.filter(
          ({ onlyFor, isDeleted }) => !isDeleted && (onlyFor === null || onlyFor === person.id),
        );
      const seen = () => shown().map(shownText).join('\n');
      const press = async (label: string) => {
        const message = await discord.until(`a button ${label}`, () =>
          shown().findLast((one) => buttonsOf(one).includes(label)),
        );
        await person.press(message, label);
      };
      return {
        say: async (line) => void (await person.command(typed(line))),
        seen,
        async sees(pattern) {
          await discord.until(`${pattern} in ${seen()}`, () => pattern.test(seen()));
          return seen();
        },
        async answer(isYes) {
          if (isYes) await press('Delete');
        },
        cancel: () => press('Cancel'),
        retry: () => press('Retry'),
        async offered(line) {
          const { choices } = await person.offered(typed(line));
          return choices.map(({ value }) => value);
        },
        async sayTwice(line) {
          await Promise.all([person.command(typed(line)), Promise.resolve().then(() => person.again())]);
        },
      };
    },
  };
});

/** A line as it is typed in Discord: what its client can say, by names; anything else behind `/labvm`. */
function typed(line: string): string {
  const create = /^\/vm create (\S+)(?: (\w\S*))?(?: --count (\d+))?$/.exec(line);
  if (create) {
    const [, image, name, count] = create;
    return `/vm create image:${image}${name ? ` name:${name}` : ''}${count ? ` count:${count}` : ''}`;
  }
  return /^\/\w+ list$/.test(line) ? line : `/labvm command:${line}`;
}
