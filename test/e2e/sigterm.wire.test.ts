import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { type DiscordServer, startDiscordServer } from '../servers/discord/index.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/index.ts';
import type { UpgradeTrouble } from '../servers/upgrades.ts';
import { freePort } from '../support/free-port.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { startHungLibvirt } from './support/hung-libvirt.ts';
import { spawnLabvm } from './support/labvm.ts';

/** Every vendor of labvm's at once, all in the same state. */
interface Vendors {
  readonly discord: DiscordServer;
  readonly slack: SlackServer;
  readonly env: Record<string, string>;
  readonly webPort: number;
}

/** What state the vendors are in, and by what it is seen that labvm has met it. */
interface State {
  readonly name: string;
  readonly libvirt: 'away' | 'hung';
  readonly slack: 'socket' | 'http';
  set(vendors: Vendors): void | Promise<void>;
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
    set: () => {},
    isMet: bothAreIn,
  },
  {
    name: 'serving, while libvirt takes connections and never answers',
    libvirt: 'hung',
    slack: 'http',
    set: () => {},
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
    async set(vendors) {
      const silent = await startSilent(vendors);
      vendors.env.SLACK_API_URL = `${silent.url}/api/`;
      vendors.env.DISCORD_API_URL = `${silent.url}/api`;
      isAsked.set(vendors, silent.isAsked);
    },
    isMet: (vendors) => isAsked.get(vendors)?.() === true,
  },
];

const isAsked = new WeakMap<Vendors, () => boolean>();
const tidy = new WeakMap<Vendors, TestContext['onTestFinished']>();

/** A server that takes every request and answers none. */
async function startSilent(vendors: Vendors) {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
    vendors.discord.space.stage.changed();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tidy.get(vendors)?.(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isAsked: () => asked > 0 };
}

async function openVendors(state: State, onTestFinished: TestContext['onTestFinished']): Promise<Vendors> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-sigterm-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const discord = await startDiscordServer();
  onTestFinished(() => discord.close());
  const slack = await startSlackServer();
  onTestFinished(() => slack.close());
  const libvirtSocket = join(folder, 'libvirt-sock');
  if (state.libvirt === 'hung') {
    const libvirt = await startHungLibvirt(libvirtSocket);
    onTestFinished(() => libvirt.close());
  }
  const webPort = await freePort();
  const bySlack: Record<string, string> =
    state.slack === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_PORT: String(await freePort()) };
  const env = {
    LABVM_DATA_DIR: join(folder, 'data'),
    LABVM_LIBVIRT_SOCKET: libvirtSocket,
    LABVM_WEB_ADDRESS: `127.0.0.1:${webPort}`,
    LABVM_LOG_LEVEL: 'info',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_APP_ID: discord.appId,
    DISCORD_API_URL: discord.apiUrl,
    ...bySlack,
  };
  const vendors = { discord, slack, env, webPort };
  tidy.set(vendors, onTestFinished);
  await state.set(vendors);
  return vendors;
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
    const tidyUp: (() => unknown)[] = [];
    try {
      const vendors = await openVendors(state, (end) => void tidyUp.push(end as () => unknown));
      const child = spawnLabvm(['--serve'], { env: vendors.env });
      tidyUp.push(() => child.kill('SIGKILL'));
      child.stdin.write('/vm list\n');
      const met = setInterval(() => vendors.discord.space.stage.changed(), 100);
      tidyUp.push(() => clearInterval(met));
      const early = child.then(({ stderr }) => {
        throw new Error(`labvm ended before: ${stderr}`);
      });
      early.catch(() => {});
      await Promise.race([vendors.discord.until('labvm to meet it', () => state.isMet(vendors)), early]);
      await halfARequest(vendors.webPort);
      // Not by execa, which kills whoever does not end in five seconds. That labvm takes no longer is measured in
      // bench/shutdown.ts.
      process.kill(child.pid ?? 0, 'SIGTERM');
      const ended = await Promise.race([
        child,
        new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref()),
      ]);
      if (!ended) throw new Error('labvm did not end.');
      expect(ended.stderr.match(/^.*(?:is left behind|still holds it).*$/gm) ?? []).toEqual([]);
      expect({ signal: ended.signal, code: ended.exitCode }).toEqual({ signal: undefined, code: 0 });
    } finally {
      for (const end of tidyUp.reverse()) await end();
    }
  });
});
