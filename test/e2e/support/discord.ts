import { onTestFinished } from 'vitest';
import { shownText } from '../../adapters/discord/support/shown.ts';
import { type DiscordServer, type Message, startDiscordServer } from '../../servers/discord/index.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { spawnLabvm } from './labvm.ts';

/** labvm as a service in a strict Discord, with real libvirt behind it. */
export interface DiscordService {
  readonly discord: DiscordServer;
  /** Starts another process of labvm, and waits until it is in Discord. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** What everybody sees of labvm, newest state of each. */
  posted(): readonly Message[];
  /** Waits for a message, of all or for one alone, that says this. */
  message(pattern: RegExp, timeoutMs?: number): Promise<Message>;
}

/** Starts both; they are gone with the test. */
export async function startDiscordService(): Promise<DiscordService> {
  const discord = await startDiscordServer();
  let child: ReturnType<typeof spawnLabvm> | null = null;

  async function start(): Promise<void> {
    const before = discord.gateway.identified;
    child = spawnLabvm(['--serve'], {
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_APP_ID: discord.appId,
        DISCORD_GUILD_IDS: discord.guild,
        DISCORD_API_URL: discord.apiUrl,
        LABVM_DEFAULT_ROLE: 'teacher',
      },
    });
    await discord.until('labvm in Discord', () => discord.gateway.identified > before, PATIENCE_MS);
    await discord.connected();
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    child?.kill(signal);
    await child;
    child = null;
  }

  onTestFinished(async () => {
    await end('SIGTERM');
    await discord.close();
  });
  await start();
  const shown = () => discord.space.messages.filter(({ isDeleted }) => !isDeleted);
  return {
    discord,
    start,
    kill: () => end('SIGKILL'),
    posted: () => shown().filter(({ onlyFor }) => onlyFor === null),
    message: (pattern, timeoutMs = PATIENCE_MS) =>
      discord.until(
        `a message with ${pattern}`,
        () => shown().findLast((one) => pattern.test(shownText(one))),
        timeoutMs,
      ),
  };
}
