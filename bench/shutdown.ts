import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { startHungLibvirt } from '../test/e2e/support/hung-libvirt.ts';
import { startDiscordServer } from '../test/servers/discord/index.ts';
import { startSlackServer } from '../test/servers/slack/index.ts';
import type { UpgradeTrouble } from '../test/servers/upgrades.ts';
import { NODE_ARGS, NODE_ENV } from './as-npm-start.ts';
import { type Figure, single } from './measure.ts';

/** What docs/service.md promises, in milliseconds. */
const PROMISED_MS = 5000;

const STATES: readonly (readonly [string, UpgradeTrouble | null])[] = [
  ['libvirt hangs', null],
  ['libvirt hangs, both chats refuse', 502],
  ['libvirt hangs, both chats answer nothing', 'silence'],
];

/** From SIGTERM to the end of the process, while its vendors are in a bad state; the worst of some rounds. */
export async function benchShutdown(rounds: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, trouble] of STATES) {
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) took.push(await endOf(trouble));
    figures.push(single(`SIGTERM to the end: ${name}`, Math.max(...took), 'ms', PROMISED_MS));
  }
  return figures;
}

async function endOf(trouble: UpgradeTrouble | null): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-shutdown-'));
  const [discord, slack] = await Promise.all([startDiscordServer(), startSlackServer()]);
  const libvirt = await startHungLibvirt(join(folder, 'libvirt-sock'));
  discord.gateway.upgrades.trouble = trouble;
  slack.sockets.upgrades.trouble = trouble;
  const child = execa(process.execPath, [...NODE_ARGS, '--serve'], {
    reject: false,
    stdin: 'ignore',
    env: {
      ...NODE_ENV,
      LABVM_DATA_DIR: join(folder, 'data'),
      LABVM_LIBVIRT_SOCKET: join(folder, 'libvirt-sock'),
      LABVM_WEB_ADDRESS: 'off',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_APP_ID: discord.appId,
      DISCORD_API_URL: discord.apiUrl,
    },
  });
  try {
    while (slack.sockets.upgrades.asked === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const saidAt = performance.now();
    process.kill(child.pid ?? 0, 'SIGTERM');
    await child;
    return performance.now() - saidAt;
  } finally {
    await Promise.all([discord.close(), slack.close(), libvirt.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
