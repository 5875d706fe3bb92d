import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DiscordServer, startDiscordServer } from '../servers/discord/index.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/index.ts';
import type { UpgradeTrouble } from '../servers/upgrades.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { patience } from '../support/patience.ts';
import { startHungLibvirt } from './support/hung-libvirt.ts';
import { spawnLabvm } from './support/labvm.ts';

/** Every vendor of labvm's at once, all in the same state. */
interface Vendors {
  readonly discord: DiscordServer;
  readonly slack: SlackServer;
  readonly silent: Silent;
}

/** A server that takes every request and answers none. */
interface Silent {
  readonly url: string;
  readonly asked: number;
}

/** What state the vendors are in, and by what it is seen that labvm has met it. */
interface State {
  readonly name: string;
  readonly libvirt: 'away' | 'hung';
  readonly slack: 'socket' | 'http' | 'off';
  set?(vendors: Vendors): void;
  /** What is not as in the other states. */
  env?(vendors: Vendors): Record<string, string>;
  isMet(vendors: Vendors): boolean;
}

const upgrades = (trouble: UpgradeTrouble) => (vendors: Vendors) => {
  vendors.discord.gateway.upgrades.trouble = trouble;
  vendors.slack.sockets.upgrades.trouble = trouble;
};
const bothAsked = ({ discord, slack }: Vendors) =>
  discord.gateway.upgrades.asked > 0 && slack.sockets.upgrades.asked > 0;
const bothAreIn = ({ discord, slack }: Vendors) => discord.gateway.open > 0 && slack.sockets.open > 0;

const STATES: readonly State[] = [
  {
    name: 'serving, while libvirt is away',
    libvirt: 'away',
    slack: 'socket',
    isMet: bothAreIn,
  },
  {
    name: 'serving, while libvirt takes connections and never answers',
    libvirt: 'hung',
    slack: 'http',
    isMet: ({ discord }) => discord.gateway.open > 0,
  },
  { name: 'refusing the upgrade', libvirt: 'hung', slack: 'socket', set: upgrades(502), isMet: bothAsked },
  {
    name: 'closing at once',
    libvirt: 'away',
    slack: 'socket',
    set: upgrades('close-at-once'),
    isMet: bothAsked,
  },
  {
    name: 'never answering the upgrade',
    libvirt: 'hung',
    slack: 'socket',
    set: upgrades('silence'),
    // Slack is entered first, and nobody goes on to Discord before its time is over.
    isMet: ({ slack }) => slack.sockets.upgrades.asked > 0,
  },
  {
    name: 'limiting every call',
    libvirt: 'away',
    slack: 'socket',
    set({ discord, slack }) {
      const limited = { kind: 'limited', retryAfterS: 300 } as const;
      slack.faults.next('apps.connections.open', ...Array(50).fill(limited));
      discord.faults.next('GET /gateway/bot', ...Array(50).fill(limited));
    },
    isMet: ({ discord }) => discord.space.calls.some(({ status }) => status === 429),
  },
  {
    name: 'never answering a call',
    libvirt: 'hung',
    slack: 'socket',
    env: ({ silent }) => ({
      SLACK_API_URL: `${silent.url}/api/`,
      DISCORD_API_URL: `${silent.url}/api`,
    }),
    isMet: ({ silent }) => silent.asked > 0,
  },
  {
    name: 'Discord alone, silent at the upgrade',
    libvirt: 'away',
    slack: 'off',
    set: upgrades('silence'),
    isMet: ({ discord }) => discord.gateway.upgrades.asked > 0,
  },
  {
    name: 'Discord alone, silent at every call',
    libvirt: 'hung',
    slack: 'off',
    env: ({ silent }) => ({ DISCORD_API_URL: `${silent.url}/api` }),
    isMet: ({ silent }) => silent.asked > 0,
  },
];

async function startSilent(): Promise<Silent> {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
  };
}

async function openVendors(): Promise<Vendors> {
  const silent = await startSilent();
  const discord = await startDiscordServer();
  onTestFinished(() => discord.close());
  const slack = await startSlackServer();
  onTestFinished(() => slack.close());
  return { discord, slack, silent };
}

async function slackEnv(state: State, slack: SlackServer): Promise<Record<string, string>> {
  if (state.slack === 'off') return {};
  const common = { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl };
  if (state.slack === 'socket') return { ...common, SLACK_APP_TOKEN: slack.appToken };
  return { ...common, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_PORT: String(await freePort()) };
}

/** labvm among its vendors; it is gone with the test. */
async function openLabvm(state: State, vendors: Vendors) {
  const { discord, slack } = vendors;
  const folder = await mkdtemp(join(tmpdir(), 'labvm-sigterm-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const libvirtSocket = join(folder, 'libvirt-sock');
  if (state.libvirt === 'hung') {
    const libvirt = await startHungLibvirt(libvirtSocket);
    onTestFinished(() => libvirt.close());
  }
  const webPort = await freePort();
  const env = {
    LABVM_DATA_DIR: join(folder, 'data'),
    LABVM_LIBVIRT_SOCKET: libvirtSocket,
    LABVM_WEB_ADDRESS: `127.0.0.1:${webPort}`,
    LABVM_LOG_LEVEL: 'info',
    DISCORD_TOKEN: discord.token,
    DISCORD_APP_ID: discord.appId,
    DISCORD_API_URL: discord.apiUrl,
    ...(await slackEnv(state, slack)),
    ...state.env?.(vendors),
  };
  const child = spawnLabvm(['--serve'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, webPort };
}

/** Somebody whose browser has asked for half a page, and who stays. */
async function halfARequest(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write('GET /console/x HTTP/1.1\r\nHost: 127.0.0.1\r\n');
}

describe('SIGTERM ends labvm, whatever state its vendors are in', () => {
  it.each(STATES)('$name', async (state) => {
    const vendors = await openVendors();
    state.set?.(vendors);
    const { child, webPort } = await openLabvm(state, vendors);
    child.stdin.write('/vm list\n');
    const early = child.then(({ stderr }) => {
      throw new Error(`labvm ended before: ${stderr}`);
    });
    early.catch(() => {});
    await Promise.race([eventually('labvm to meet it', () => state.isMet(vendors)), early]);
    await halfARequest(webPort);
    // Not by execa, which kills whoever does not end in five seconds. That labvm takes no longer is measured in
    // bench/shutdown.ts.
    process.kill(child.pid ?? 0, 'SIGTERM');
    const ended = await Promise.race([child, once(patience(), 'abort').then(() => null)]);
    if (!ended) throw new Error('labvm did not end.');
    expect(ended.stderr.match(/^.*(?:is left behind|still holds it).*$/gm) ?? []).toEqual([]);
    expect({ signal: ended.signal, code: ended.exitCode }).toEqual({ signal: undefined, code: 0 });
  });
});
