import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { slackManifest } from '../../../adapters/slack/manifest.ts';
import { SCOPES } from '../../../adapters/slack/scopes.ts';
import { commands } from '../../../commands/index.ts';
import { acceptsCommands } from '../../servers/slack/index.ts';

const URL = 'https://lab.example/slack/events';

describe('the manifest', () => {
  it('has only commands that Slack lets an app have', () => {
    const words = slackManifest(commands, null).features.slash_commands.map(({ command }) => command);
    expect(words).toEqual(['/labvm', '/vm', '/image', '/host', '/job']);
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

  // Numbers of Slack's own schema of a manifest.
  it('keeps to the limits of its texts', () => {
    const { features } = slackManifest(commands, URL);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it('is printed as JSON and nothing else', async () => {
    const { stdout } = await execa(process.execPath, ['scripts/slack-manifest.ts', '--url', URL]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(slackManifest(commands, URL))));
  });
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
