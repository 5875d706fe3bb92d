import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { slackManifest } from '../../../adapters/slack/manifest.ts';
import { SCOPES } from '../../../adapters/slack/scopes.ts';
import { commands } from '../../../commands/index.ts';
import { readUrl } from '../../../scripts/slack-manifest.ts';
import { acceptsCommands } from '../../servers/slack/index.ts';

const URL = 'https://lab.example/slack/events';

describe('the manifest', () => {
  it('has only commands that Slack lets an app have', () => {
    const words = slackManifest(commands, null).features.slash_commands.map(({ command }) => command);
    expect(words).toEqual(['/labvm', '/vm', '/cd', '/image', '/host', '/job', '/my']);
    expect(acceptsCommands(words)).toBe(true);
    expect(acceptsCommands([...words, '/help'])).toBe(false);
  });

  it('asks for a socket, and for no address', () => {
    const manifest = slackManifest(commands, null);
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true });
    expect(JSON.stringify(manifest)).not.toContain('http');
  });

  it('names one address for everything that Slack brings', () => {
    const { features, settings } = slackManifest(commands, URL);
    expect(features.slash_commands.every(({ url }) => url === URL)).toBe(true);
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: URL },
      interactivity: { is_enabled: true, request_url: URL, message_menu_options_url: URL },
    });
  });

  // Numbers of Slack's own schema of a manifest (docs.slack.dev, app manifest reference).
  it('keeps to the limits of its texts', () => {
    const { display_information: shown, features, oauth_config: oauth } = slackManifest(commands, URL);
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description).toMatch(/^.{1,2000}$/);
      expect(hint).toMatch(/^.{1,1000}$/);
    }
    expect(new Set(oauth.scopes.bot).size).toBe(oauth.scopes.bot.length);
  });

  it('lets people write to labvm directly, and hears of it', () => {
    const { features, oauth_config: oauth, settings } = slackManifest(commands, null);
    expect(features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(settings).toMatchObject({
      event_subscriptions: { bot_events: ['app_mention', 'message.im'] },
    });
    // Slack refuses an event without the scope that belongs to it.
    expect(oauth.scopes.bot).toEqual(expect.arrayContaining(['app_mentions:read', 'im:history']));
  });
});

describe('npm run slack:manifest', () => {
  const run = (...given: string[]) =>
    execa(process.execPath, ['scripts/slack-manifest.ts', ...given], { env: { LC_ALL: 'C' }, reject: false });

  it('prints the manifest as JSON, and nothing else', async () => {
    const { stdout, stderr } = await run('--url', URL);
    expect(JSON.parse(stdout)).toEqual(slackManifest(commands, URL));
    expect(stderr).toBe('');
  });

  it('says in a sentence what is wrong, and prints no manifest', async () => {
    const { exitCode, stdout, stderr } = await run('--url', 'lab.example');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^--url is “lab\.example”; .* ends with \/slack\/events\.\nFor a socket: /);
  });

  it('makes a manifest for a socket where no address is given', () => expect(readUrl([])).toBeNull());

  it.each([[['--url', URL]], [[`--url=${URL}`]]])('takes the address of %j', (argv) =>
    expect(readUrl(argv)).toBe(URL),
  );

  it.each([
    [['--url']],
    [['--url', '']],
    [['--url', 'ftp://lab.example/slack/events']],
    [['--url', 'https://lab.example']],
  ])('takes no address of %j', (argv) => expect(() => readUrl(argv)).toThrow(/^--url is /));

  it.each([
    [['--adress', URL], '--adress'],
    [[URL], URL],
  ])('does not know %j', (argv, unknown) =>
    expect(() => readUrl(argv)).toThrow(`slack:manifest does not know the argument ${unknown}.`),
  );
});

it('docs/slack.md gives the reason of every scope', async () => {
  const docs = await readFile(new globalThis.URL('../../../docs/slack.md', import.meta.url), 'utf8');
  const [, table = ''] = /<!-- scopes -->([\s\S]*)<!-- \/scopes -->/.exec(docs) ?? [];
  const rows = [...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, scope, reason]) => [scope, reason]);
  expect(rows).toEqual(Object.entries(SCOPES).map(([scope, { en }]) => [scope, en]));
});

it('.env.example explains every variable of Slack', async () => {
  const example = await readFile(new globalThis.URL('../../../.env.example', import.meta.url), 'utf8');
  for (const name of ['BOT_TOKEN', 'APP_TOKEN', 'SIGNING_SECRET', 'PORT', 'API_URL'])
    expect(example).toMatch(new RegExp(`^SLACK_${name}=$`, 'm'));
});
