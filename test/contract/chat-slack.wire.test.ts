import { onTestFinished } from 'vitest';
import { openSlack } from '../../adapters/slack/index.ts';
import { commands } from '../../commands/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { PATIENT } from '../adapters/slack/support/patient.ts';
import { type Ephemeral, type Message, startSlackServer } from '../servers/slack/index.ts';
import { chatContract } from './chat.ts';

chatContract('Slack', async ({ app }) => {
  const slack = await startSlackServer();
  slack.workspace.addChannel('C1');
  const chat = await openSlack({
    settings: {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      delivery: { kind: 'socket', appToken: slack.appToken },
    },
    desk: app.desk,
    commands,
    locale: 'en',
    memory: new Map<string, unknown>() as never,
    log: silentLog,
    waits: PATIENT,
  });
  const close = async () => {
    await chat.close(0);
    await slack.close();
  };
  onTestFinished(close);
  await slack.connected();

  return {
    close,
    async person(locale) {
      const person = slack.person('UANA', {
        displayName: 'Ana',
        locale: locale === 'es' ? 'es-ES' : 'en-US',
      });
      const { messages } = slack.workspace;
      const shown = (): readonly (Message | Ephemeral)[] => [
        ...messages.filter(({ user, isDeleted }) => user === slack.workspace.botUser && !isDeleted),
        ...person.ephemerals(),
      ];
      const seen = () => shown().map(textOf).join('\n');
      const newestWith = (label: string) =>
        shown()
          .toSorted((a, b) => Number(a.ts) - Number(b.ts))
          .findLast((message) => JSON.stringify(message.blocks).includes(`"text":"${label}"`));
      const press = async (label: string) => {
        const message = await slack.until(`a button ${label}`, () => newestWith(label));
        await person.press(message, label);
      };
      return {
        async say(line) {
          const [word = '', ...rest] = line.split(' ');
          await person.command(word, rest.join(' '), { channel: 'C1' });
        },
        seen,
        async sees(pattern) {
          await slack.until(`${pattern} in ${seen()}`, () => pattern.test(seen()));
          return seen();
        },
        async answer(isYes) {
          if (isYes) await press('Delete');
        },
        cancel: () => press('Cancel'),
        retry: () => press('Retry'),
        async offered(line) {
          const [word = '', verb = '', prefix = ''] = line.split(' ');
          await person.command(word, verb, { channel: 'C1' });
          const modal = await slack.until('a form', () => slack.workspace.modals.at(-1));
          return (await person.suggest(modal, 'image', prefix)).map(({ value }) => value);
        },
        async sayTwice(line) {
          slack.sockets.mischief.duplicate = true;
          const [word = '', ...rest] = line.split(' ');
          await person.command(word, rest.join(' '), { channel: 'C1' });
          slack.sockets.mischief.duplicate = false;
        },
      };
    },
  };
});

/** All that a message shows, as its reader takes it in: the text of its blocks. */
function textOf({ text, blocks }: Message | Ephemeral): string {
  if (blocks.length === 0) return text;
  return blocks.map(blockText).join('\n');
}

function blockText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) return value.map(blockText).join(' ');
  const { text, title, ...rest } = value as Record<string, unknown>;
  const own = [text, title].map((one) => (typeof one === 'string' ? one : blockText(one))).join(' ');
  return `${own} ${Object.values(rest).map(blockText).join(' ')}`.replace(/ +/g, ' ');
}
