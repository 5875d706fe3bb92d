import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { startDiscordServer } from '../servers/discord/index.ts';
import { startSlackServer } from '../servers/slack/index.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { spawnLabvm } from './support/labvm.ts';

/** A server that labvm is to serve and nobody has invited it to. */
const STRANGE = '123456789012345678';

/** labvm as a service in both chats, without libvirt, and what it writes on stderr beside its log. */
async function serve(locale: string) {
  const [slack, discord] = await Promise.all([startSlackServer(), startDiscordServer()]);
  const folder = await mkdtemp(join(tmpdir(), 'labvm-serving-'));
  const port = await freePort();
  const child = spawnLabvm(['--serve'], {
    env: {
      LANG: locale,
      LABVM_DATA_DIR: join(folder, 'data'),
      LABVM_LIBVIRT_SOCKET: join(folder, 'none'),
      LABVM_WEB_ADDRESS: `127.0.0.1:${port}`,
      LABVM_ADMINS: 'slack:T1:UANA discord:345678901234567890',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_APP_ID: discord.appId,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_GUILD_IDS: `${discord.guild} ${STRANGE}`,
    },
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await child;
    await Promise.all([slack.close(), discord.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  const told = () => lines.filter((line) => !line.startsWith('{'));
  const until = (line: string) => eventually(line, told, (all) => all.includes(line));
  return { slack, discord, port, lines, told, until };
}

it('a service says what it has entered, as whom and for whom, and when a chat is lost, back and closed', async () => {
  const { slack, discord, port, lines, told, until } = await serve('C');
  await until('Slack: in lab (lab.slack.example), as labvm.');
  await until(`Discord: in lab, as labvm. Nobody has invited labvm to ${STRANGE} yet.`);
  await until(`Pages: at http://127.0.0.1:${port}/.`);
  await until(
    'Administrators: 2 (slack 1, discord 1), beside whoever is at this host. Teachers: none. Everybody else: guest.',
  );
  await eventually('why the host is not known', told, (all) =>
    all.some((line) => /^Host: not known yet\. .*libvirt/.test(line)),
  );
  discord.gateway.away();
  await eventually('the loss', told, (all) => all.some((line) => /^Discord cannot be reached \(/.test(line)));
  discord.gateway.back();
  await until('Discord can be reached again.');
  slack.revoke();
  slack.sockets.breakAll();
  await eventually('the end', told, (all) => all.some((line) => /^Slack no longer lets labvm in/.test(line)));
  for (const secret of [slack.botToken, slack.appToken, discord.token])
    expect(lines.join('\n')).not.toContain(secret);
});

it('a service says it in Spanish, where the terminal is', async () => {
  const { until } = await serve('es_ES.UTF-8');
  await until('Slack: en lab (lab.slack.example), como labvm.');
  await until(`Discord: en lab, como labvm. Nadie ha invitado todavía a labvm a ${STRANGE}.`);
});
