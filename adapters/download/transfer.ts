import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../src/base/errors.ts';
import { createPauses } from '../../src/base/pauses.ts';
import type { ImageIntake } from '../../src/image/host-image.ts';
import type { Guard } from './guard.ts';
import { ask, type Response, refusal } from './http.ts';
import { createLeastRate, type LeastRate } from './least-rate.ts';
import { diskFull, type ReceiverLimits, tooLarge } from './limits.ts';
import type { Receiver } from './receiver.ts';
import { connectionTrouble, Fooled, Unreachable } from './trouble.ts';

/** A file on its way from one address. */
export interface Transfer {
  readonly url: URL;
  readonly intake: ImageIntake;
  readonly receiver: Receiver;
  readonly guard: Guard;
  readonly limits: ReceiverLimits;
  readonly signal: AbortSignal;
  /** What comes is compared with a digest that was published: the way it came matters less. */
  readonly isProven: boolean;
  /** Milliseconds that only grow; a test moves its own. */
  readonly now?: (() => number) | undefined;
  onProgress(
    state: 'asking' | 'fetching' | 'trying-again',
    doneBytes: number,
    totalBytes: number | null,
  ): void;
}

/** What was said of bytes that are there: whether more may be put behind them. */
interface Mark {
  readonly url: string;
  /** A strong entity tag, or the time of the last change (RFC 9110, 8.8). */
  readonly validator: string;
}

/** Tries in a row that bring no new byte, and the pauses between them in milliseconds. */
const FRUITLESS_TRIES = 4;
const GROWTH = { firstMs: 500, longestMs: 10_000, factor: 2 };

/**
 * Brings a whole file from one address, through as many interruptions as it takes as long as each try brings
 * something, and the server is not too slow: where it knows ranges, from where it broke off.
 * @throws Unreachable when that is of no use any more; Fooled, UserError
 */
export async function transfer(options: Transfer): Promise<void> {
  const { signal, receiver } = options;
  const state: State = { validator: knownValidator(options), saidBytes: null };
  const rate = createLeastRate(options.url.host, options.now);
  const pauses = createPauses(GROWTH);
  // A server that breaks off and knows no ranges brings the same beginning again and again.
  let furthest = receiver.receivedBytes;
  for (let fruitless = 0; ; ) {
    signal.throwIfAborted();
    rate.check();
    try {
      return await once(options, state, rate);
    } catch (error) {
      if (!(error instanceof Unreachable) || !error.passes) throw error;
      if (receiver.receivedBytes > furthest) {
        furthest = receiver.receivedBytes;
        fruitless = 0;
        pauses.reset();
      } else fruitless += 1;
      // A name that nobody knows will not be known in a second either.
      if (fruitless >= (error.isNameless ? 1 : FRUITLESS_TRIES)) throw error;
    }
    options.onProgress('trying-again', receiver.receivedBytes, null);
    await rate.waitFor(sleep(pauses.next(), undefined, { signal }));
  }
}

/** What this process knows of the file; a packed one can be gone on with only as long as it lives. */
interface State {
  validator: string;
  /** How large the whole file is, as the server last said it. */
  saidBytes: number | null;
}

/** What lies there from another address is no beginning of this file; it goes as soon as this one comes. */
function knownValidator({ intake, receiver, url }: Transfer): string {
  const mark = readMark(intake.mark);
  return receiver.receivedBytes > 0 && mark?.url === url.href ? mark.validator : '';
}

async function once(options: Transfer, state: State, rate: LeastRate): Promise<void> {
  const { url, guard, signal, receiver, isProven } = options;
  const from = receiver.receivedBytes;
  options.onProgress('asking', from, null);
  const { validator } = state;
  const headers: Record<string, string> =
    from > 0 && validator !== '' ? { range: `bytes=${from}-`, 'if-range': validator } : {};
  const response = await rate.waitFor(ask(url, { guard, signal, headers, allowsDowngrade: isProven }));
  try {
    const totalBytes = await begin(response, options, state);
    await receive(response, totalBytes, options, rate);
  } finally {
    response.body.destroy();
  }
}

/** Decides what to do with what is there. @returns how large the whole file is; null: the server does not say */
async function begin(response: Response, options: Transfer, state: State): Promise<number | null> {
  const { status, headers } = response;
  const { receiver, intake, url } = options;
  if (status === 416) {
    const came = receiver.receivedBytes;
    await receiver.restart('');
    // It has no more than came, and said before that it has.
    if (state.saidBytes !== null && came < state.saidBytes) throw tooShort(url, came, state.saidBytes);
    throw new Unreachable(
      { en: `${url.host}: the file is now shorter`, es: `${url.host}: el fichero es ahora más corto` },
      { passes: true },
    );
  }
  if (status !== 200 && status !== 206) throw refusal(response);
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) throw aPage(response.url);
  const isContinued = status === 206 && rangeStart(headers['content-range']) === receiver.receivedBytes;
  if (!isContinued) {
    if (status === 206) await refuseRange(options);
    const mark = markOf(url, response);
    state.validator = mark.validator;
    await receiver.restart(JSON.stringify(mark));
  }
  const length = Number(headers['content-length'] ?? Number.NaN);
  const rest = Number.isSafeInteger(length) && length >= 0 ? length : null;
  const totalBytes = rest === null ? null : receiver.receivedBytes + rest;
  state.saidBytes = totalBytes;
  await mustFit(rest, totalBytes, intake, options.limits);
  return totalBytes;
}

/** A server that answers another range than was asked for is asked for the whole. */
async function refuseRange({ receiver, url }: Transfer): Promise<never> {
  await receiver.restart('');
  throw new Unreachable(
    { en: `${url.host}: it sent a different range`, es: `${url.host}: ha enviado otro rango` },
    { passes: true },
  );
}

async function mustFit(
  rest: number | null,
  totalBytes: number | null,
  intake: ImageIntake,
  { mostBytes, reserveBytes }: ReceiverLimits,
): Promise<void> {
  if (totalBytes !== null && totalBytes > mostBytes) throw tooLarge(mostBytes);
  const room = await intake.room();
  const needed = (rest ?? 0) + reserveBytes;
  if (room < needed) throw diskFull({ neededBytes: needed, roomBytes: room });
}

async function receive(
  response: Response,
  totalBytes: number | null,
  options: Transfer,
  rate: LeastRate,
): Promise<void> {
  const { receiver, signal, url, intake } = options;
  try {
    for await (const bytes of rate.pieces(response.body)) {
      await receiver.take(bytes);
      options.onProgress('fetching', receiver.receivedBytes, totalBytes);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError || error instanceof Unreachable) throw error;
    const trouble = connectionTrouble(url, error);
    throw totalBytes === null ? trouble : trouble.after(receiver.receivedBytes, totalBytes);
  }
  if (totalBytes === null || receiver.receivedBytes === totalBytes) return;
  if (receiver.receivedBytes > totalBytes) await receiver.restart(intake.mark);
  throw tooShort(url, receiver.receivedBytes, totalBytes);
}

function tooShort({ host }: URL, came: number, said: number): Unreachable {
  return new Unreachable(
    {
      en: `${host}: only ${came} of ${said} bytes arrived`,
      es: `${host}: solo llegaron ${came} de ${said} bytes`,
    },
    { passes: true },
  );
}

function rangeStart(header: string | undefined): number | null {
  const [, from] = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(header ?? '') ?? [];
  return from === undefined ? null : Number(from);
}

function markOf(url: URL, { headers }: Response): Mark {
  const { etag, 'last-modified': changed } = headers;
  // A weak tag says nothing of single bytes (RFC 9110, 8.8.1).
  const validator = etag !== undefined && !etag.startsWith('W/') ? etag : (changed ?? '');
  return { url: url.href, validator };
}

function readMark(text: string): Mark | null {
  try {
    const mark = JSON.parse(text) as Partial<Mark> | null;
    if (typeof mark?.url !== 'string' || typeof mark.validator !== 'string') return null;
    return { url: mark.url, validator: mark.validator };
  } catch {
    return null;
  }
}

function aPage(url: URL): Fooled {
  return new Fooled({
    en: `${url.href} is a web page, not an image.`,
    es: `${url.href} es una página web, no una imagen.`,
  });
}
