import { EventEmitter, on, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { ProgramLimits, Programs } from '../../../../src/base/program.ts';

/** The probe's two cards: one is plugged into the machines' bridge, one is what machines take for the outside. */
export type Card = 'inside' | 'outside';

/** Two cards that only we speak by. Frames come and go whole. */
export interface Wire {
  send(card: Card, frame: Buffer): void;
  /** Every frame that comes in by a card from now on, for as long as somebody wants more. */
  frames(card: Card, signal: AbortSignal): AsyncIterable<Buffer>;
  /** Says what is still to be said, and takes everything away. */
  close(): Promise<void>;
}

export interface WireOptions {
  readonly programs: Programs;
  readonly bridge: string;
  /** Tells this probe's cards on the host from those of another at the same time: at most six characters. */
  readonly id: string;
  /** The address of the host at its end of the outside card, and the one behind it. */
  readonly outside: { readonly host: string; readonly there: string };
}

/** Somebody else's probe has cards of this id. */
export class WireTaken extends Error {}

const SCRIPT = new URL('./wire.pl', import.meta.url);

const LIMITS: ProgramLimits = { memoryBytes: 256 * 1024 ** 2, cpuSeconds: 5, timeoutMs: 20_000 };

/** How long the program may take to say the last of it and to end, in milliseconds. */
const END_MS = 500;

/** Where iproute2 has it; a user's PATH often lacks this folder. */
const IP = '/usr/sbin/ip';

/** More than such a name can have (Linux: IFNAMSIZ), and none that the host's rules take for a machine's tap. */
const PORT_PREFIX = 'labprobe';
const OUTSIDE_PREFIX = 'labout';

/** How the kernel says that there is a card of that name. */
const TAKEN = /File exists/;

/**
 * Opens both cards. They stand in a network namespace that lives as long as the program in it, and that program ends
 * with labvm, however labvm ends: nothing of it can be left behind. Root alone can.
 * @throws WireTaken, Error in the words of the program that failed, and the signal's reason
 */
export async function openWire(
  { programs, bridge, id, outside }: WireOptions,
  signal: AbortSignal,
): Promise<Wire> {
  signal.throwIfAborted();
  // Handed over as a text: without its rights root may not read every folder, and a clone may lie in such a one.
  const script = await readFile(SCRIPT, 'utf8');
  const program = programs.pipe({
    name: 'unshare',
    arguments: ['--net', '--', 'perl', '-e', script, 'inside', 'outside'],
    as: 'self',
    keeps: ['sys_admin', 'net_admin', 'net_raw'],
    limits: LIMITS,
  });
  const news = new EventEmitter<{ line: [string]; inside: [Buffer]; outside: [Buffer] }>();
  news.setMaxListeners(20);
  const lines = createInterface({ input: program.output, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => {
    const [card, hex] = line.split(' ');
    if (hex === undefined) news.emit('line', line);
    else if (card === 'inside' || card === 'outside') news.emit(card, Buffer.from(hex, 'hex'));
  });
  const close = async () => {
    // What was said last still goes out.
    program.input.end();
    const late = setTimeout(program.stop, END_MS);
    await program.ended.catch(() => undefined);
    clearTimeout(late);
    lines.close();
  };
  const said = async (): Promise<string> => {
    const ended = program.ended.then(
      () => Promise.reject(new Error('the probe’s program ended')),
      (error: unknown) => Promise.reject(inItsWords(error)),
    );
    const [line] = await Promise.race([once(news, 'line', { signal }), ended]);
    return String(line);
  };
  try {
    await addCards(await said(), { programs, bridge, id, outside }, signal);
    const opened = said();
    program.input.write('\n');
    await opened;
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw error;
  }
  return {
    send: (card, frame) => void program.input.write(`${card} ${frame.toString('hex')}\n`),
    async *frames(card, signal) {
      for await (const [frame] of on(news, card, { signal })) yield frame as Buffer;
    },
    close,
  };
}

/** Adds both cards, their far ends in the namespace of this process. */
async function addCards(
  pid: string,
  { programs, bridge, id, outside }: WireOptions,
  signal: AbortSignal,
): Promise<void> {
  const port = `${PORT_PREFIX}${id}`;
  const out = `${OUTSIDE_PREFIX}${id}`;
  const address = ['address', 'add', `${outside.host}/32`, 'peer', `${outside.there}/32`, 'dev', out];
  await Promise.all([
    addCard(programs, [port, 'up', 'master', bridge], ['inside', 'netns', pid], signal),
    addCard(programs, [out, 'up'], ['outside', 'netns', pid], signal).then(() =>
      ip(programs, address, signal),
    ),
  ]);
}

/** Both ends of a card appear at once, the far one in the namespace of a process: none is ever without the other. */
function addCard(
  programs: Programs,
  near: readonly string[],
  far: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  return ip(programs, ['link', 'add', 'name', ...near, 'type', 'veth', 'peer', 'name', ...far], signal);
}

async function ip(programs: Programs, args: readonly string[], signal: AbortSignal): Promise<void> {
  const order = {
    name: IP,
    arguments: args,
    as: 'self',
    keeps: ['net_admin'],
    limits: LIMITS,
    signal,
  } as const;
  const { exitCode, stderr } = await programs.run(order);
  if (exitCode === 0) return;
  if (TAKEN.test(stderr)) throw new WireTaken(stderr.trim());
  throw new Error(`ip ${args.slice(0, 2).join(' ')}: ${stderr.trim()}`);
}

/** What the program said last, without its command line, which holds a whole script. */
function inItsWords(error: unknown): unknown {
  if (!(error instanceof Error && 'stderr' in error && error.stderr instanceof Uint8Array)) return error;
  const said = Buffer.from(error.stderr).toString('utf8').trim();
  return new Error(said === '' ? 'the probe’s program ended' : said);
}
