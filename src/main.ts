import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import { createFetcher } from '../adapters/download/index.ts';
import { createFirstBootMaker } from '../adapters/first-boot/index.ts';
import { readEnvFile } from '../adapters/host/env-file.ts';
import { goBeforeGuests, kvmCheck, probeKvm } from '../adapters/host/index.ts';
import { readImageList } from '../adapters/image-list/index.ts';
import { createLibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createLog } from '../adapters/pino/log.ts';
import { openStore, type Store } from '../adapters/sqlite/index.ts';
import {
  type Arguments,
  type Ending,
  linesFrom,
  listenForEnd,
  promptedLines,
  readArguments,
  runInteractive,
  runLines,
  runService,
  USAGE,
  version,
} from '../adapters/terminal/index.ts';
import { areOpen } from '../adapters/web/is-open.ts';
import { commands } from '../commands/index.ts';
import { createAccess } from './access/authorise.ts';
import { type App, createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig, terminalLocale } from './config.ts';
import { UserError } from './errors.ts';
import { examine } from './host/examine.ts';
import { BUILT_IN } from './image/catalogue/index.ts';
import { createCatalogue } from './image/catalogue.ts';
import type { Log } from './log.ts';
import { say } from './text.ts';

/** How long a process that ends goes on with what is short, in milliseconds: less than a service manager's patience. */
const GRACE_MS = 5000;

/** How long a chat goes on saying what is due, in milliseconds. */
const CHAT_GRACE_MS = 2000;

const GIB = 1024 ** 3;

/** labvm with the real world behind it. */
export interface Lab {
  readonly app: App;
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * Puts the real adapters behind the app.
 * @throws UserError where the database or the configuration cannot be used
 */
export async function openLab(config: Config, log: Log): Promise<Lab> {
  const { dataDir, network } = config;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const declared = await readImageList(join(dataDir, 'images.yaml'), BUILT_IN);
  const store = openStore({ file: join(dataDir, 'labvm.db'), clock: systemClock, log });
  const kvm = await probeKvm({ dataDir });
  const socketPath = config.libvirtSocket;
  const hypervisor = createLibvirtHypervisor({ socketPath, dataDir, network, kvmUsable: kvm.usable, log });
  const catalogue = createCatalogue(declared, hypervisor);
  const images = createFetcher({
    hypervisor,
    dataDir,
    mirror: config.images.mirror,
    allowedHosts: config.images.allowedHosts,
    limits: { mostBytes: config.images.maxGiB * GIB, reserveBytes: config.reserve.diskGiB * GIB },
    atOnce: config.slots.download,
  });
  const app = createApp({
    hypervisor,
    store,
    access: createAccess(config),
    commands,
    catalogue,
    images,
    firstBoot: createFirstBootMaker(dataDir),
    slots: config.slots,
    hostShare: { reserve: config.reserve, diskOvercommit: config.diskOvercommit },
    web: config.web,
    pagesAreOpen: async () => config.web !== null && areOpen(config.web),
    doctor: () =>
      examine({ hypervisor, catalogue, own: [kvmCheck(kvm)], further: [hypervisor.checkNetwork] }),
    clock: systemClock,
    log,
  });
  return {
    app,
    store,
    async close() {
      await app.stop(GRACE_MS);
      await hypervisor.close();
      store.close();
    },
  };
}

/** A way in beside the terminal. */
interface Chat {
  close(graceMs: number): Promise<void>;
}

/** Enters every chat that is configured. @throws UserError where one refuses what it is given */
async function openChats(config: Config, { app, store }: Lab, log: Log): Promise<readonly Chat[]> {
  const { slack, discord, web, locale } = config;
  const { desk, consoles: room } = app;
  const memory = (namespace: string) => new Keyv({ store: store.keyv(), namespace });
  const common = { desk, commands, locale, log };
  const chats: Chat[] = [];
  try {
    if (web) {
      const { openWeb } = await import('../adapters/web/index.ts');
      chats.push(await openWeb({ settings: web, room, desk, log }));
    }
    // The SDKs are large, and nobody pays for the one of a chat that he does not use.
    if (slack) {
      const { openSlack } = await import('../adapters/slack/index.ts');
      chats.push(await openSlack({ ...common, settings: slack, memory: memory('slack-people') }));
    }
    if (discord) {
      const { openDiscord } = await import('../adapters/discord/index.ts');
      chats.push(await openDiscord({ ...common, settings: discord, memory: memory('discord-people') }));
    }
    return chats;
  } catch (error) {
    await Promise.all(chats.map((chat) => chat.close(0)));
    throw error;
  }
}

/** Whether labvm goes on until somebody ends it: then it is there for the other chats, too. */
function goesOn(given: Arguments): boolean {
  const isAtPrompt = process.stdin.isTTY && process.stdout.isTTY && !given.json && given.lines.length === 0;
  return given.serve || isAtPrompt;
}

/** Speaks with whoever started the process, until there is nothing more to say. @returns the exit status */
async function converse(
  given: Arguments,
  config: Config,
  { desk }: App,
  { left, interrupted }: Ending,
  log: Log,
): Promise<number> {
  const { stdin, stdout } = process;
  const { locale, userName, color } = config.terminal;
  const person = { locale, userName, pictureFolder: join(config.dataDir, 'pictures') };
  const piped = { desk, person, stdout, json: given.json, log, signal: left, interrupted };
  const signal = AbortSignal.any([left, interrupted]);
  if (given.lines.length > 0 && !given.serve) return runLines(given.lines, piped);
  if (given.serve) return runService(given.lines, stdin, { ...piped, signal, noticeLocale: config.locale });
  if (!stdin.isTTY || !stdout.isTTY || given.json) return runLines(linesFrom(stdin, signal), piped);
  if (process.env.TERM === 'dumb') return runLines(promptedLines(linesFrom(stdin, signal), stdout), piped);
  return runInteractive({
    desk,
    person,
    noticeLocale: config.locale,
    stdin,
    stdout,
    historyFile: join(config.dataDir, 'history'),
    color: color !== 'never',
    signal,
    log,
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(argv);
  if (given.version) return print(await version());
  if (given.help) return print(say(USAGE, terminalLocale()));
  readEnvFile('.env', (text) => process.stderr.write(`${say(text, terminalLocale())}\n`));
  const config = readConfig();
  const ending = listenForEnd(process);
  const log = createLog(config.logLevel);
  goOnAfterStrayErrors(log);
  const lab = await openLab(config, log);
  let chats: readonly Chat[] = [];
  try {
    await lab.app.start();
    if (goesOn(given)) {
      if (!goBeforeGuests()) log.info({}, 'the system does not let labvm go before the guests');
      chats = await openChats(config, lab, log);
    }
    return await converse(given, config, lab.app, ending, log);
  } finally {
    await Promise.all(chats.map((chat) => chat.close(CHAT_GRACE_MS)));
    await lab.close();
  }
}

/**
 * A chat's SDK may fail within itself at something that its chat has only begun to send. One such frame must end
 * neither the other chats nor the jobs. Only the words of the error are kept: what it carries may hold secrets.
 */
function goOnAfterStrayErrors(log: Log): void {
  process.on('unhandledRejection', (error) => {
    const stack = error instanceof Error ? error.stack : String(error);
    log.error({ stack }, 'something failed that nobody waited for; labvm goes on');
  });
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const locale = terminalLocale();
    process.stderr.write(
      `${[error.text, error.hint].flatMap((words) => (words ? [say(words, locale)] : [])).join('\n')}\n`,
    );
    process.exitCode = 2;
  }
}
