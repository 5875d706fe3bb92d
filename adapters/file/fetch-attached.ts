import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { fileTooLarge } from '../../src/command/attached.ts';

/** A file that somebody attached in a chat, at the address that the chat gave for it. */
export interface RemoteFile {
  readonly name: string;
  readonly url: string;
}

/** Where a chat's files are, and how they are asked for. */
export interface FileHost {
  /** The only one that files are fetched from, such as `https://cdn.discordapp.com`; nothing is followed elsewhere. */
  readonly origin: string;
  /** Said to that host and to no other. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long one file may take as a whole, in milliseconds. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/**
 * The bytes of an attached file.
 * @param most in bytes
 * @throws UserError where there are more, where they are anywhere but at the chat's own host, or do not come in time
 */
export async function fetchAttached(
  { name, url }: RemoteFile,
  host: FileHost,
  most: number,
): Promise<Uint8Array> {
  if (!isAt(host.origin, url)) throw notHad(name, ELSEWHERE);
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(host.deadlineMs)]);
  const headers = { ...host.headers, 'accept-encoding': 'identity' };
  try {
    const answer = await fetch(url, { headers, redirect: 'manual', signal });
    if (answer.status !== 200 || !answer.body) {
      await answer.body?.cancel();
      throw notHad(name, answered(answer.status));
    }
    return await read(answer.body, name, most, Number(answer.headers.get('content-length') ?? 0));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw notHad(name, signal.aborted ? TOO_SLOW : UNREACHABLE, error);
  }
}

function isAt(origin: string, url: string): boolean {
  return URL.canParse(url) && URL.canParse(origin) && new URL(url).origin === new URL(origin).origin;
}

async function read(
  body: ReadableStream<Uint8Array>,
  name: string,
  most: number,
  announced: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = announced > most ? announced : 0;
  // Whoever leaves the loop has the connection closed behind them.
  if (length > most) await body.cancel();
  else
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) break;
    }
  if (length > most) throw fileTooLarge(name, most);
  return Buffer.concat(chunks);
}

const ELSEWHERE: Text = {
  en: 'it is not where this chat keeps its files',
  es: 'no está donde este chat guarda sus ficheros',
};
const TOO_SLOW: Text = { en: 'it did not come in time', es: 'no ha llegado a tiempo' };
const UNREACHABLE: Text = {
  en: 'this chat’s files cannot be reached',
  es: 'no se llega a los ficheros de este chat',
};

function answered(status: number): Text {
  return { en: `the chat answers ${status}`, es: `el chat responde ${status}` };
}

function notHad(name: string, why: Text, cause?: unknown): UserError {
  return new UserError(
    'unreachable-source',
    {
      en: `The file ${name} could not be fetched: ${why.en}.`,
      es: `No se ha podido descargar el fichero ${name}: ${why.es}.`,
    },
    { en: 'Attach it again, or paste what it holds.', es: 'Adjúntelo otra vez, o pegue su contenido.' },
    { cause },
  );
}
