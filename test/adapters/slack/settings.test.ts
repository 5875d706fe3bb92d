import { expect, it } from 'vitest';
import { type SlackVariables, slackSettings } from '../../../adapters/slack/settings.ts';
import { UserError } from '../../../src/base/errors.ts';

// Put together here, so that nobody who looks for lost tokens stops at them.
const BOT = `xoxb-${'1'.repeat(12)}`;
const APP = `xapp-${'2'.repeat(12)}`;
const USER = `xoxp-${'3'.repeat(12)}`;

it('is out of Slack where nothing is set', () => {
  expect(slackSettings({})).toBeNull();
  expect(slackSettings({ SLACK_PORT: 3000 })).toBeNull();
});

it('opens a socket by default', () => {
  expect(slackSettings({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })).toEqual({
    botToken: BOT,
    apiUrl: undefined,
    delivery: { kind: 'socket', appToken: APP },
  });
});

it('takes signed requests where the secret and a port are set', () => {
  const variables = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's', SLACK_PORT: 3000 };
  const delivery = { kind: 'http', signingSecret: 's', port: 3000, host: '127.0.0.1' };
  expect(slackSettings(variables)).toMatchObject({ delivery });
  expect(slackSettings({ ...variables, SLACK_APP_TOKEN: APP })).toMatchObject({ delivery });
});

it('needs no port for a secret that is not used', () => {
  const variables = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's', SLACK_APP_TOKEN: APP };
  expect(slackSettings(variables)).toMatchObject({ delivery: { kind: 'socket' } });
});

it.each<[string, SlackVariables, string]>([
  ['no bot token', { SLACK_APP_TOKEN: APP }, 'SLACK_BOT_TOKEN is not set'],
  ['no app token', { SLACK_BOT_TOKEN: BOT }, 'SLACK_APP_TOKEN is not set'],
  ['no port', { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's' }, 'SLACK_PORT is not set'],
  [
    'the app token for the bot',
    { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: APP },
    'SLACK_BOT_TOKEN holds an app',
  ],
  [
    'a person for the bot',
    { SLACK_BOT_TOKEN: USER, SLACK_APP_TOKEN: APP },
    'SLACK_BOT_TOKEN holds a person’s token',
  ],
  ['the bot for the app', { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: BOT }, 'SLACK_APP_TOKEN holds a bot’s'],
])('says which variable is wrong, where to find it, and no secret: %s', (_, variables, sentence) => {
  let error: unknown;
  try {
    slackSettings(variables);
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof UserError)) throw new Error('It was taken.');
  expect(error.text.en).toContain(sentence);
  expect(error.hint?.en).toMatch(/api\.slack\.com|docs\/slack\.md/);
  for (const secret of [BOT, APP, USER]) expect(JSON.stringify(error)).not.toContain(secret);
});

it('listens for signed requests on the loopback unless somebody says otherwise', () => {
  const given = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: 's', SLACK_PORT: 3000 };
  expect(slackSettings(given)?.delivery).toMatchObject({ host: '127.0.0.1' });
  expect(slackSettings({ ...given, SLACK_BIND: '::' })?.delivery).toMatchObject({ host: '::' });
  for (const SLACK_BIND of ['lab.example', 'localhost:3000', '127.0.0.1:80', '*'])
    expect(() => slackSettings({ ...given, SLACK_BIND })).toThrow(`SLACK_BIND is “${SLACK_BIND}”`);
});
