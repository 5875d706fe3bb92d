import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { applicationCommands } from '../adapters/discord/register/index.ts';
import { goBeforeGuests } from '../adapters/host/index.ts';
import { commands } from '../commands/index.ts';
import { type DiscordServer, startDiscordServer } from '../test/servers/discord/index.ts';
import { realTime } from '../test/servers/time.ts';
import { evenly } from './evenly.ts';
import { type Figure, quantile, single } from './measure.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const BARE = fileURLToPath(new URL('./reference/bare-discord.ts', import.meta.url));

const A_SECOND = 50;
const JOBS = 30;
/** Both are asked in turns, so that the machines' load falls on both alike. */
const TURNS = 6;
const TURN_S = 8;
const READING = ['/vm list', '/image list', '/job list', '/host status'];
/** What somebody types letter by letter: images, their machines, jobs. */
const TYPING = [
  '/vm create image:t',
  '/vm create image:ti',
  '/vm show name:l',
  '/vm show name:load-1',
  '/job cancel job:',
];

/** How soon Discord's commands are answered while the host is busy with jobs, against a bot that does nothing else. */
export async function benchDiscord(): Promise<readonly Figure[]> {
  // Discord and those who ask stand elsewhere: on this host they must not wait for its guests.
  goBeforeGuests();
  const ours = await startApp([MAIN, '--serve'], { LABVM_DEFAULT_ROLE: 'admin' });
  const bare = await startApp([BARE], {
    DISCORD_COMMANDS: JSON.stringify(applicationCommands(commands, 'global')),
  });
  const acks: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const choices: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  try {
    await person(ours.discord, 0).command(`/vm create image:tiny name:load count:${JOBS}`);
    for (let turn = 0; turn < TURNS; turn += 1) {
      acks.ours.push(...(await ask(ours.discord)));
      acks.bare.push(...(await ask(bare.discord)));
      choices.ours.push(...(await type(ours.discord)));
      choices.bare.push(...(await type(bare.discord)));
    }
    const answered = ours.discord.space.calls.filter(({ route }) => route.includes('/callback'));
    return [
      against(`Discord: acknowledged, p99 of ${acks.ours.length}, ${JOBS} jobs`, acks, 0.99, 100),
      single('Discord: acknowledged, median', quantile(acks.ours, 0.5), 'ms', 100),
      against(`Discord: choices while typing, p99 of ${choices.ours.length}`, choices, 0.99, 300),
      single('Discord: did not respond', ours.discord.timeouts.length, 'times', 1),
      single(
        'Discord: calls refused',
        ours.discord.space.calls.filter(({ status }) => status >= 400).length,
        'calls',
        1,
      ),
      single('Discord: first answers', answered.length, 'calls', Number.POSITIVE_INFINITY),
    ];
  } finally {
    await ours.end();
    await bare.end();
    await execa(process.execPath, [MAIN], { input: clearing(), reject: false });
  }
}

function against(
  what: string,
  { ours, bare }: { readonly ours: readonly number[]; readonly bare: readonly number[] },
  share: number,
  aimMs: number,
): Figure {
  const [own, least] = [quantile(ours, share), quantile(bare, share)];
  return { ...single(what, own, 'ms', aimMs), against: `${Math.round(least)} ms`, ratio: own / least };
}

function clearing(): string {
  return Array.from({ length: JOBS }, (_, at) => `/vm delete load-${at + 1} --yes\n`).join('');
}

async function startApp(args: readonly string[], env: Readonly<Record<string, string>>) {
  const discord = await startDiscordServer({ time: realTime });
  const child = execa(process.execPath, args, {
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_APP_ID: discord.appId,
      DISCORD_API_URL: discord.apiUrl,
      ...env,
    },
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  await discord.connected();
  return {
    discord,
    async end() {
      child.kill('SIGTERM');
      await child;
      await discord.close();
    },
  };
}

const person = (discord: DiscordServer, at: number) =>
  discord.person(`34567890123456789${at}`, { name: `U${at}` });

/** @returns how long each acknowledgement took; a missing one as three seconds */
function ask(discord: DiscordServer): Promise<readonly number[]> {
  return evenly(A_SECOND, TURN_S, async (at) => {
    const { ack } = await person(discord, at % 10).command(READING[at % READING.length] ?? '/vm list');
    return ack?.afterMs ?? 3000;
  });
}

/** Thirty people who type at once are some ten questions a second. */
function type(discord: DiscordServer): Promise<readonly number[]> {
  return evenly(10, TURN_S, async (at) => {
    const { afterMs } = await person(discord, at % 10).offered(
      TYPING[at % TYPING.length] ?? '/vm show name:',
    );
    return Math.min(3000, afterMs);
  });
}
