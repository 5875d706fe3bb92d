import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a mirror behaves with one file; well, unless something is said. */
export interface Manners {
  /** Answers the whole file whatever range is asked for. */
  readonly noRange?: boolean;
  /** Breaks the connection off after so many bytes; one number for each answer, the ones after the last are whole. */
  readonly breaks?: readonly number[];
  /** Says so many bytes more than there are. */
  readonly lengthTooLong?: number;
  /** Says no length, and ends cleanly wherever it ends. */
  readonly noLength?: boolean;
  /** Ends cleanly after so many bytes. */
  readonly endsAfter?: number;
  readonly status?: number;
  readonly type?: string;
  /** Sends on to another address. */
  readonly redirect?: string;
  readonly bytesPerSecond?: number;
  /** Answers, and says nothing more until somebody opens the gate. */
  readonly gate?: Promise<void>;
  /** The bytes that come before the gate; the first piece unless said otherwise. */
  readonly gateAfter?: number;
  /** How much is sent at once, in bytes. */
  readonly pieceBytes?: number;
  /** The entity tag; the file's name and length unless said otherwise. */
  readonly etag?: string;
}

/** What was asked of a mirror. */
export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
}

/** A mirror of images on this computer that misbehaves as it is told. */
export interface Mirror {
  /** Its address, with a slash at its end. */
  readonly url: string;
  readonly asked: readonly Asked[];
  put(path: string, bytes: Buffer | string, manners?: Manners): string;
  close(): Promise<void>;
}

interface MirrorFile {
  readonly bytes: Buffer;
  readonly manners: Manners;
  answers: number;
}

const PIECE = 65_536;

/** Starts one at a free port of 127.0.0.1. */
export async function startMirror(): Promise<Mirror> {
  const files = new Map<string, MirrorFile>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', range: request.headers.range });
    void answer(files.get(request.url ?? ''), request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    asked,
    put(path, bytes, manners = {}) {
      files.set(`/${path}`, { bytes: Buffer.from(bytes), manners, answers: 0 });
      return `${url}${path}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(
  file: MirrorFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><h1>Not found</h1>');
    return;
  }
  const { bytes, manners } = file;
  const place = file.answers;
  file.answers += 1;
  if (manners.redirect !== undefined) {
    response.writeHead(302, { location: manners.redirect }).end();
    return;
  }
  if (manners.status !== undefined) {
    response.writeHead(manners.status).end();
    return;
  }
  const etag = manners.etag ?? `"${request.url}-${bytes.length}"`;
  const from = manners.noRange ? 0 : rangeStart(request, etag);
  if (from >= bytes.length && from > 0) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const length = bytes.length - from + (manners.lengthTooLong ?? 0);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-type': manners.type ?? 'application/octet-stream',
    etag,
    ...(manners.noRange ? {} : { 'accept-ranges': 'bytes' }),
    ...(manners.noLength ? {} : { 'content-length': length }),
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  const breakAt = manners.breaks?.[place];
  await send(response, bytes.subarray(from, manners.endsAfter ?? bytes.length), manners, breakAt);
  if (breakAt !== undefined || manners.lengthTooLong) response.destroy();
  else response.end();
}

async function send(
  response: ServerResponse,
  bytes: Buffer,
  manners: Manners,
  breakAt: number | undefined,
): Promise<void> {
  const most = Math.min(bytes.length, breakAt ?? bytes.length);
  const pieceBytes = manners.pieceBytes ?? PIECE;
  for (let at = 0; at < most && !response.destroyed; at += pieceBytes) {
    const piece = bytes.subarray(at, Math.min(at + pieceBytes, most));
    await new Promise<void>((resolve) => response.write(piece, () => resolve()));
    const [sent, gateAfter] = [at + piece.length, manners.gateAfter ?? 1];
    if (at < gateAfter && sent >= gateAfter) await manners.gate;
    if (manners.bytesPerSecond) await sleep((piece.length / manners.bytesPerSecond) * 1000);
  }
}

/** Where an answer begins: a range counts only while the file is the one that the asker knows (RFC 9110, 13.1.5). */
function rangeStart({ headers }: IncomingMessage, etag: string): number {
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  if (from === undefined) return 0;
  const condition = headers['if-range'];
  return condition === undefined || condition === etag ? Number(from) : 0;
}
