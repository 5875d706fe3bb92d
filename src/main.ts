import { join } from 'node:path';
import { Keyv } from 'keyv';
import { createFetcher } from '../adapters/download/index.ts';
import { createFirstBootMaker } from '../adapters/first-boot/index.ts';
import { readEnvFile } from '../adapters/host/env-file.ts';
import { goBeforeGuests, kvmCheck, probeKvm } from '../adapters/host/index.ts';
import { endAtLast, leftBehind, monotonic } from '../adapters/host/process-end.ts';
import { readImageList } from '../adapters/image-list/index.ts';
import { createLibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createLog } from '../adapters/pino/log.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { copyDatabase, openStore, RESERVE_BYTES, type Store } from '../adapters/sqlite/index.ts';
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
import { type App, createApp, RIGHTS } from './app.ts';
import { systemClock } from './base/clock.ts';
import { type Closing, closeAll, type Stage } from './base/closing.ts';
import { UserError } from './base/errors.ts';
import type { Log } from './base/log.ts';
import { forgetSecrets } from './base/secret-variables.ts';
import { say } from './base/text.ts';
import { mayBeKept } from './command/kept-line.ts';
import { createRegistry } from './command/registry.ts';
import { type Config, readConfig, terminalLocale } from './config.ts';
import { knownAgain, knownAgainWords } from './host/known-again.ts';
import { createWholeDoctor } from './host/whole-doctor.ts';
import { BUILT_IN } from './image/catalogue/index.ts';
import { createCatalogue } from './image/catalogue.ts';
import type { Vm } from './vm/vm.ts';

/** By when what ends with it has ended, in milliseconds: chats first, then jobs, then what both work with. */
const CHATS_BY_MS = 2000;
const JOBS_BY_MS = 4000;
const HOST_BY_MS = 4500;

const GIB = 1024 ** 3;

/** labvm with the real world behind it. */
export interface Lab {
  readonly app: App;
  readonly store: Store;
  /** The machines that the hypervisor knows and the database does not. */
  known(): Promise<readonly Vm[]>;
  /** Looks after what the host needs all the time, until labvm closes. */
  watchOver(): void;
  /** What ends with it, in this order. */
  readonly stages: readonly Stage[];
  close(): Promise<void>;
}

/**
 * Puts the real adapters behind the app.
 * @throws UserError where the database or the configuration cannot be used
 */
export async function openLab(config: Config, log: Log): Promise<Lab> {
  const { dataDir, network } = config;
  const declared = await readImageList(join(dataDir, 'images.yaml'), BUILT_IN);
  const store = openStore({
    file: join(dataDir, 'labvm.db'),
    clock: systemClock,
    log,
    reserveBytes: RESERVE_BYTES,
  });
  const programs = createPrograms();
  const kvm = await probeKvm({ programs, dataDir });
  const socketPath = config.libvirtSocket;
  const hypervisor = createLibvirtHypervisor({
    socketPath,
    dataDir,
    network,
    kvmUsable: kvm.usable,
    programs,
    log,
  });
  const catalogue = createCatalogue(declared, hypervisor);
  const images = createFetcher({
    hypervisor,
    dataDir,
    mirror: config.images.mirror,
    allowedHosts: config.images.allowedHosts,
    limits: { mostBytes: config.images.maxGiB * GIB, reserveBytes: config.reserve.diskGiB * GIB },
    programs,
    atOnce: config.slots.download,
  });
  const hostShare = { reserve: config.reserve, diskOvercommit: config.diskOvercommit };
  const app = createApp({
    hypervisor,
    store,
    access: createAccess(config, RIGHTS),
    commands,
    catalogue,
    images,
    firstBoot: createFirstBootMaker(dataDir),
    slots: config.slots,
    hostShare,
    web: config.web,
    pagesAreOpen: async () => config.web !== null && areOpen(config.web),
    doctor: createWholeDoctor({ hypervisor, catalogue, store, hostShare, own: [kvmCheck(kvm)], log }),
    clock: systemClock,
    log,
  });
  const closing = new AbortController();
  const stages: readonly Stage[] = [
    { byMs: JOBS_BY_MS, closings: [{ name: 'jobs', close: (graceMs) => app.stop(graceMs) }] },
    {
      byMs: HOST_BY_MS,
      closings: [
        { name: 'network rules', close: () => closing.abort() },
        { name: 'libvirt', close: () => hypervisor.close() },
      ],
    },
    { byMs: HOST_BY_MS, closings: [{ name: 'database', close: () => store.close() }] },
  ];
  return {
    app,
    store,
    stages,
    known: () => knownAgain({ jobs: store.jobs, hypervisor }),
    watchOver: () => void hypervisor.keepRules(closing.signal),
    async close() {
      await closeAll(stages, { log, monotonic });
    },
  };
}

/**
 * Enters every chat that is configured, and adds each to those that are to be closed.
 * @param signal when nobody waits for a chat that does not answer at the door
 * @throws UserError where one refuses what it is given
 */
async function openChats(
  config: Config,
  { app, store }: Lab,
  { log, signal, chats }: { readonly log: Log; readonly signal: AbortSignal; readonly chats: Closing[] },
): Promise<void> {
  const { slack, discord, web, locale } = config;
  const { desk, consoles: room } = app;
  const memory = (namespace: string) => new Keyv({ store: store.keyv(), namespace });
  const common = { desk, commands, locale, log, signal };
  const add = (name: string, { close }: Pick<Closing, 'close'>) => chats.push({ name, close });
  if (web) {
    const { openWeb } = await import('../adapters/web/index.ts');
    add('web', await openWeb({ settings: web, room, desk, log }));
  }
  // The SDKs are large, and nobody pays for the one of a chat that they do not use.
  if (slack && !signal.aborted) {
    const { openSlack } = await import('../adapters/slack/index.ts');
    add('slack', await openSlack({ ...common, settings: slack, memory: memory('slack-people') }));
  }
  if (discord && !signal.aborted) {
    const { openDiscord } = await import('../adapters/discord/index.ts');
    add('discord', await openDiscord({ ...common, settings: discord, memory: memory('discord-people') }));
  }
}

/**
 * Says once of each machine that the database does not know it, and that nothing is lost: a new database, or a copy from
 * before. Never throws: doctor says it as well.
 */
async function tellKnownAgain({ known, store }: Lab, { locale }: Config, log: Log): Promise<void> {
  const told = new Keyv({ store: store.keyv(), namespace: 'known-again' });
  try {
    const machines = await known();
    const isNew = await Promise.all(machines.map(async ({ requestId }) => !(await told.has(requestId))));
    const fresh = machines.filter((_, at) => isNew[at]);
    if (fresh.length === 0) return;
    // Kept first: whoever ends labvm on reading it does not read it again, and doctor says it at any time.
    await Promise.all(fresh.map(({ requestId }) => told.set(requestId, true)));
    process.stderr.write(`${say(knownAgainWords(fresh), locale)}\n`);
  } catch (error) {
    log.info({ err: error }, 'whether the database knows the machines could not be seen');
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
  const registry = createRegistry(commands);
  return runInteractive({
    desk,
    person,
    noticeLocale: config.locale,
    stdin,
    stdout,
    historyFile: join(config.dataDir, 'history'),
    mayKeep: (line) => mayBeKept(line, registry),
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
  forgetSecrets(process.env);
  if (given.backup !== null) return backUp(given.backup, config);
  const ending = listenForEnd(process);
  const log = createLog(config.logLevel);
  goOnAfterStrayErrors(log);
  ending.left.addEventListener('abort', () => endAtLast(log));
  const lab = await openLab(config, log);
  const chats: Closing[] = [];
  const serve = async () => {
    await lab.app.start();
    if (goesOn(given)) {
      if (!goBeforeGuests()) log.info({}, 'the system does not let labvm go before the guests');
      lab.watchOver();
      // At a prompt it would stand in the middle of what is typed; doctor says it there.
      if (given.serve) void tellKnownAgain(lab, config, log);
      await openChats(config, lab, { log, signal: ending.left, chats });
    }
    return converse(given, config, lab.app, ending, log);
  };
  const serving = serve();
  try {
    // A service ends like this, and nothing is lost; of anybody else something was wanted that did not come.
    return await Promise.race([serving, leftBehind(ending.left).then(() => (given.serve ? 0 : 1))]);
  } finally {
    // What was left behind may fail once what it works with has ended.
    serving.catch(() => {});
    const beganMs = endAtLast(log);
    await closeAll([{ byMs: CHATS_BY_MS, closings: chats }, ...lab.stages], { log, monotonic, beganMs });
  }
}

/** Copies the database, whoever uses it meanwhile. @throws UserError where it cannot be */
function backUp(to: string, { dataDir, terminal }: Config): number {
  copyDatabase({ from: join(dataDir, 'labvm.db'), to, now: systemClock.now() });
  const text = {
    en: `${to} is a copy of labvm’s database. For what else to keep, see docs/backup.md`,
    es: `${to} es una copia de la base de datos de labvm. Para saber qué más guardar, vea docs/backup.md`,
  };
  return print(say(text, terminal.locale));
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
      `${[error.text, error.hint, error.evidence].flatMap((words) => (words ? [say(words, locale)] : [])).join('\n')}\n`,
    );
    process.exitCode = 2;
  }
}
