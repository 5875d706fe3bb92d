import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { UserError } from '../../src/base/errors.ts';
import type { Guard } from './guard.ts';
import { createLeastRate } from './least-rate.ts';
import { connectionTrouble, Fooled, Unreachable } from './trouble.ts';

/** An answer whose body is still to come. */
export interface Response {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: IncomingMessage;
  /** The address that answered, after redirections. */
  readonly url: URL;
}

export interface AskOptions {
  readonly guard: Guard;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Let a secured address send us on to one that is not: only where the bytes are proven otherwise. */
  readonly allowsDowngrade: boolean;
  /** Milliseconds that only grow; a test moves its own. */
  readonly now?: (() => number) | undefined;
}

const MOST_REDIRECTIONS = 5;

/** How long a server may be silent, in milliseconds: before its answer and within it. */
export const SILENCE_MS = 20_000;

/** How long a server may take to begin its answer, in milliseconds, though it says something all the while. */
const BEGIN_MS = 60_000;

/**
 * Asks for a file and follows redirections, each of which has to pass the guard.
 * @throws Fooled where it leads to where labvm does not go; Unreachable where nothing or an error is answered
 */
export async function ask(start: URL, options: AskOptions): Promise<Response> {
  let url = start;
  for (let redirections = 0; redirections <= MOST_REDIRECTIONS; redirections += 1) {
    options.guard.check(url);
    const body = await send(url, options);
    const status = body.statusCode ?? 0;
    const { location } = body.headers;
    if (status < 300 || status > 399 || status === 304 || location === undefined) {
      return { status, headers: body.headers, body, url };
    }
    body.destroy();
    const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (!next) break;
    if (url.protocol === 'https:' && next.protocol === 'http:' && !options.allowsDowngrade)
      throw downgraded(url, next);
    url = next;
  }
  throw new Unreachable(
    { en: `${start.host}: endless redirection`, es: `${start.host}: redirección sin fin` },
    { passes: false },
  );
}

/** A server's refusal in words, which says whether it may pass. */
export function refusal({ status, url }: Pick<Response, 'status' | 'url'>): Unreachable {
  const passes = status === 408 || status === 429 || status >= 500;
  const text = {
    en: `${url.host}: it answered ${status} for ${url.pathname}`,
    es: `${url.host}: respondió ${status} para ${url.pathname}`,
  };
  return new Unreachable(text, { passes });
}

/**
 * A small text, such as a list of digests.
 * @param most the most bytes that are read
 */
export async function askText(url: URL, options: AskOptions, most: number): Promise<string> {
  const response = await ask(url, options);
  if (response.status !== 200) {
    response.body.destroy();
    throw refusal(response);
  }
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of createLeastRate(url.host, options.now).pieces(response.body)) {
      size += piece.length;
      if (size > most) throw tooLong(url, most);
      pieces.push(piece);
    }
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof UserError || error instanceof Unreachable) throw error;
    throw connectionTrouble(url, error);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function send(url: URL, { guard, signal, headers }: AskOptions): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent: false,
      lookup: guard.lookup,
      timeout: SILENCE_MS,
      signal,
      // Bytes as they lie there: a transfer that packs them would spoil both sum and range.
      headers: { 'user-agent': 'labvm', accept: '*/*', 'accept-encoding': 'identity', ...headers },
    });
    const giveUp = () => sent.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' }));
    const patience = setTimeout(giveUp, BEGIN_MS);
    sent.on('timeout', giveUp);
    sent.on('response', (response) => {
      clearTimeout(patience);
      resolve(response);
    });
    sent.on('error', (error) => {
      clearTimeout(patience);
      if (signal.aborted) reject(signal.reason);
      else reject(error instanceof UserError ? error : connectionTrouble(url, error));
    });
    sent.end();
  });
}

function downgraded(from: URL, to: URL): Fooled {
  return new Fooled({
    en: `${from.host} redirects to ${to.host} without encryption, and there is no digest to check the download against.`,
    es: `${from.host} redirige a ${to.host} sin cifrado, y no hay ninguna suma con la que comprobar la descarga.`,
  });
}

function tooLong(url: URL, most: number): Fooled {
  return new Fooled({
    en: `${url.href} should be a short list, but has more than ${most} bytes.`,
    es: `${url.href} debería ser una lista corta, pero tiene más de ${most} bytes.`,
  });
}
