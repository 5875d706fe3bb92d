import { join } from 'node:path';
import { Keyv } from 'keyv';
import { createFetcher } from '../adapters/download/index.ts';
import { createFirstBootMaker } from '../adapters/first-boot/index.ts';
import { readEnvFile } from '../adapters/host/env-file.ts';
import { goBeforeGuests, kvmCheck, probeKvm } from '../adapters/host/index.ts';
import { endAtLast, leftBehind, monotonic } from '../adapters/host/process-end.ts';
import { readImageList } from '../adapters/image-list/index.ts';
import { createLibvirtHypervisor, type LibvirtHypervisor } from '../adapters/libvirt/index.ts';
import { createLog } from '../adapters/pino/log.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { copyDatabase, openStore, RESERVE_BYTES, type Store } from '../adapters/sqlite/index.ts';
import {
  type Arguments,
  chatWords,
  type Ending,
  hostWords,
  linesFrom,
  listenForEnd,
  noHostWords,
  pagesWords,
  peopleWords,
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
import { type App, type AppPorts, createApp, RIGHTS } from './app.ts';
import { systemClock } from './base/clock.ts';
import { type Closing, closeAll, type Stage } from './base/closing.ts';
import { UserError } from './base/errors.ts';
import type { Log } from './base/log.ts';
import type { Programs } from './base/program.ts';
import { forgetSecrets } from './base/secret-variables.ts';
import { type Locale, say, type Text } from './base/text.ts';
import { type ChatClocks, createChatClocks } from './chat/clocks.ts';
import { createPresence } from './chat/presence.ts';
import { mayBeKept } from './command/kept-line.ts';
import { createRegistry } from './command/registry.ts';
import { type Config, readConfig, terminalLocale } from './config.ts';
import { knownAgain, knownAgainWords } from './host/known-again.ts';
import type { Hosts } from './host/port.ts';
import { createWholeDoctor } from './host/whole-doctor.ts';
import { BUILT_IN } from './image/catalogue/index.ts';
import { type Catalogue, createCatalogue } from './image/catalogue.ts';
import type { ImageFetcher } from './image/fetcher.ts';
import { failureRecord } from './job/failure.ts';
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
  /** How far the host's clock is from the chats', as they measure it. */
  readonly clocks: ChatClocks;
  /** The machines that the hypervisor knows and the database does not. */
  known(): Promise<readonly Vm[]>;
  /** The host, as it is now. */
  hosts: Hosts['hosts'];
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
  const { dataDir } = config;
  const declared = await readImageList(join(dataDir, 'images.yaml'), BUILT_IN);
  const file = join(dataDir, 'labvm.db');
  const store = openStore({ file, clock: systemClock, log, reserveBytes: RESERVE_BYTES });
  const programs = createPrograms();
  const kvm = await probeKvm({ programs, dataDir });
  const hypervisor = createLibvirtHypervisor({
    ...{ dataDir, programs, log, network: config.network },
    socketPath: config.libvirtSocket,
    kvmUsable: kvm.usable,
  });
  const catalogue = createCatalogue(declared, hypervisor);
  const clocks = createChatClocks();
  const app = createApp(portsOf(config, { store, hypervisor, programs, catalogue, kvm, clocks, log }));
  const closing = new AbortController();
  const stages = stagesOf({ app, hypervisor, store, closing });
  return {
    app,
    clocks,
    store,
    stages,
    known: () => knownAgain({ jobs: store.jobs, hypervisor }),
    hosts: hypervisor.hosts,
    watchOver: () => void hypervisor.keepRules(closing.signal),
    async close() {
      await closeAll(stages, { log, monotonic });
    },
  };
}

/** What of the real world was made before the app. */
interface World {
  readonly store: Store;
  readonly hypervisor: LibvirtHypervisor;
  readonly programs: Programs;
  readonly catalogue: Catalogue;
  readonly kvm: Awaited<ReturnType<typeof probeKvm>>;
  readonly clocks: ChatClocks;
  readonly log: Log;
}

/** The ports of the app, as this installation is set up. */
function portsOf(
  config: Config,
  { store, hypervisor, programs, catalogue, kvm, clocks, log }: World,
): AppPorts {
  const { dataDir, web, reserve, diskOvercommit } = config;
  const hostShare = { reserve, diskOvercommit };
  return {
    ...{ hypervisor, store, commands, catalogue, hostShare, web, log },
    access: createAccess(config, RIGHTS),
    images: fetcherOf(config, hypervisor, programs),
    firstBoot: createFirstBootMaker(dataDir),
    slots: config.slots,
    pagesAreOpen: async () => web !== null && areOpen(web),
    doctor: createWholeDoctor({
      ...{ hypervisor, catalogue, store, hostShare, clocks, log },
      own: [kvmCheck(kvm)],
    }),
    clock: systemClock,
  };
}

function fetcherOf(
  { dataDir, images, reserve, slots }: Config,
  hypervisor: LibvirtHypervisor,
  programs: Programs,
): ImageFetcher {
  return createFetcher({
    hypervisor,
    dataDir,
    mirror: images.mirror,
    allowedHosts: images.allowedHosts,
    limits: { mostBytes: images.maxGiB * GIB, reserveBytes: reserve.diskGiB * GIB },
    programs,
    atOnce: slots.download,
  });
}

interface Ends extends Pick<World, 'hypervisor' | 'store'> {
  readonly app: App;
  readonly closing: AbortController;
}

/** What ends with labvm, in this order: jobs, then what they work with. */
function stagesOf({ app, hypervisor, store, closing }: Ends): readonly Stage[] {
  return [
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
}

/** What chats are entered with. */
interface Doors {
  readonly log: Log;
  /** When nobody waits for a chat that does not answer at the door. */
  readonly signal: AbortSignal;
  /** Those that are to be closed; each chat that is entered comes in here. */
  readonly chats: Closing[];
  /** Says something to whoever keeps labvm; null at a prompt, where it would stand in the middle of what is typed. */
  readonly tell: ((text: Text) => void) | null;
}

/**
 * Enters every chat that is configured.
 * @throws UserError where one refuses what it is given
 */
async function openChats(config: Config, { app, store, clocks }: Lab, doors: Doors): Promise<void> {
  const { slack, discord, web, locale } = config;
  const { log, signal, chats, tell } = doors;
  const { desk, consoles: room } = app;
  const memory = (namespace: string) => new Keyv({ store: store.keyv(), namespace });
  const add = (name: string, { close }: Pick<Closing, 'close'>) => chats.push({ name, close });
  const optionsOf = (chat: string, namespace: string) => ({
    ...{ desk, commands, locale, log, signal, clocks },
    memory: memory(namespace),
    ...(tell && { presence: createPresence((news) => tell(chatWords(chat, news))) }),
  });
  if (web) {
    const { openWeb } = await import('../adapters/web/index.ts');
    const pages = await openWeb({ settings: web, room, desk, log });
    tell?.(pagesWords(web, pages.served));
    add('web', pages);
  } else tell?.(pagesWords(null, 'nowhere'));
  // The SDKs are large, and nobody pays for the one of a chat that they do not use.
  if (slack && !signal.aborted) {
    const { openSlack } = await import('../adapters/slack/index.ts');
    add('slack', await openSlack({ ...optionsOf('Slack', 'slack-people'), settings: slack }));
  }
  if (discord && !signal.aborted) {
    const { openDiscord } = await import('../adapters/discord/index.ts');
    add('discord', await openDiscord({ ...optionsOf('Discord', 'discord-people'), settings: discord }));
  }
}

/** Says on which host machines are made. Never throws. */
async function tellHost({ hosts }: Lab, tell: (text: Text) => void, log: Log): Promise<void> {
  try {
    for (const host of await hosts()) tell(hostWords(host));
  } catch (error) {
    tell(noHostWords(failureRecord(error, null, log).text));
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
    tellKeeper(knownAgainWords(fresh), locale);
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

/** Where chats are entered, too: takes up what earlier processes left, and tells of it where labvm is a service. */
async function goOn(given: Arguments, config: Config, lab: Lab, doors: Omit<Doors, 'tell'>): Promise<void> {
  const { log } = doors;
  if (!goBeforeGuests()) log.info({}, 'the system does not let labvm go before the guests');
  lab.watchOver();
  const tell = given.serve ? (text: Text) => tellKeeper(text, config.terminal.locale) : null;
  if (tell) {
    tell(peopleWords(config));
    void tellHost(lab, tell, log);
    // At a prompt it would stand in the middle of what is typed; doctor says it there.
    void tellKnownAgain(lab, config, log);
  }
  await openChats(config, lab, { ...doors, tell });
}

function tellKeeper(text: Text, locale: Locale): void {
  process.stderr.write(`${say(text, locale)}\n`);
}

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(argv);
  if (given.version) return print(await version());
  if (given.help) return print(say(USAGE, terminalLocale()));
  readEnvFile('.env', (text) => tellKeeper(text, terminalLocale()));
  const config = readConfig();
  forgetSecrets(process.env);
  if (given.backup !== null) return backUp(given.backup, config);
  return run(given, config);
}

/** labvm, from its start to its end. @returns the exit status */
async function run(given: Arguments, config: Config): Promise<number> {
  const ending = listenForEnd(process);
  const log = createLog(config.logLevel);
  goOnAfterStrayErrors(log);
  ending.left.addEventListener('abort', () => endAtLast(log));
  const lab = await openLab(config, log);
  const chats: Closing[] = [];
  const serve = async () => {
    await lab.app.start();
    if (goesOn(given)) await goOn(given, config, lab, { log, signal: ending.left, chats });
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
    const lines = [error.text, error.hint, error.evidence].flatMap((words) =>
      words ? [say(words, locale)] : [],
    );
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = 2;
  }
}
