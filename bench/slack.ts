import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { goBeforeGuests } from '../adapters/host/index.ts';
import { type SlackServer, startSlackServer } from '../test/servers/slack/index.ts';
import { realTime } from '../test/servers/time.ts';
import { evenly } from './evenly.ts';
import { type Figure, quantile, single } from './measure.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const BARE = fileURLToPath(new URL('./reference/bare-bolt.ts', import.meta.url));

const A_SECOND = 50;
const CHANNELS = 60;
const JOBS = 30;
/** Both are asked in turns, so that the machines' load falls on both alike. */
const TURNS = 6;
const TURN_S = 10;
const READING = [
  ['/vm', 'list'],
  ['/image', 'list'],
  ['/job', 'list'],
  ['/host', 'status'],
] as const;

/** How soon Slack's commands are acknowledged while the host is busy with jobs, against an app that does nothing else. */
export async function benchSlack(): Promise<readonly Figure[]> {
  // Slack and those who ask stand elsewhere: on this host they must not wait for its guests.
  goBeforeGuests();
  const ours = await startApp([MAIN, '--serve'], { LABVM_DEFAULT_ROLE: 'admin' });
  const bare = await startApp([BARE], {});
  const acks: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  try {
    await ours.slack.person('U0').command('/vm', `create tiny load --count ${JOBS}`, { channel: 'C0' });
    await ours.slack.until('the jobs', () => ours.slack.workspace.messages.length > 0);
    for (let turn = 0; turn < TURNS; turn += 1) {
      acks.ours.push(...(await load(ours.slack)));
      acks.bare.push(...(await load(bare.slack)));
    }
    const [p99, least] = [quantile(acks.ours, 0.99), quantile(acks.bare, 0.99)];
    const missed = ours.slack.timeouts.length;
    const edits = mostInAMinute(
      ours.slack.workspace.calls.flatMap(({ method, atMs }) => (method === 'chat.update' ? [atMs] : [])),
    );
    return [
      {
        ...single(`Slack: acknowledged, p99 of ${acks.ours.length}, ${JOBS} jobs`, p99, 'ms', 100),
        against: `${Math.round(least)} ms`,
        ratio: p99 / least,
      },
      single('Slack: acknowledged, median', quantile(acks.ours, 0.5), 'ms', 100),
      single('Slack: operation_timeout', missed, 'times', 1),
      single('Slack: edits in the busiest minute', edits, 'edits', 51),
    ];
  } finally {
    await ours.end();
    await bare.end();
    await execa(process.execPath, [MAIN], { input: clearing(), reject: false });
  }
}

function clearing(): string {
  return Array.from({ length: JOBS }, (_, at) => `/vm delete load-${at + 1} --yes\n`).join('');
}

async function startApp(args: readonly string[], env: Readonly<Record<string, string>>) {
  const slack = await startSlackServer({ time: realTime });
  for (let at = 0; at < CHANNELS; at += 1) slack.workspace.addChannel(`C${at}`);
  const child = execa(process.execPath, args, {
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      ...env,
    },
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  await slack.connected();
  return {
    slack,
    async end() {
      child.kill('SIGTERM');
      await child;
      await slack.close();
    },
  };
}

/** @returns how long each acknowledgement took; a missing one as three seconds */
function load(slack: SlackServer): Promise<readonly number[]> {
  return evenly(A_SECOND, TURN_S, async (at) => {
    const [word, text] = READING[at % READING.length] ?? READING[0];
    const { ack } = await slack.person(`U${at % 20}`).command(word, text, { channel: `C${at % CHANNELS}` });
    return ack?.afterMs ?? 3000;
  });
}

function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}
