import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { bundlePages } from '../../../../adapters/web/bundle.ts';
import { createServer } from '../../../../adapters/web/server.ts';
import type { WebSettings } from '../../../../adapters/web/settings.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { type ChatLab, openChatLab } from '../../../contract/chat-lab.ts';
import { patience } from '../../../support/patience.ts';

const bundle = await bundlePages();

/** Somebody who owns machines. */
export const ANA = { id: 'slack:T1:UANA', displayName: 'Ana' };
const PLACE = { chat: 'slack', channel: 'C1' };

/** A browser that has opened a link. */
export interface Visitor {
  readonly id: string;
  readonly cookie: string;
}

/** A console of the page's sockets, with what came over it. */
export interface Line {
  readonly socket: WebSocket;
  readonly bytes: () => Buffer;
  readonly texts: () => readonly Record<string, unknown>[];
  /** Waits until this is so. */
  until(what: string, isSo: () => boolean): Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** labvm's pages over a fake lab, on a real port. */
export interface WebLab {
  readonly lab: ChatLab;
  readonly base: string;
  readonly origin: string;
  readonly port: number;
  /** Ends the pages, as labvm does when it ends. */
  close(): Promise<void>;
  /** Makes a machine of Ana's that runs. */
  machine(name: string, owner?: string): Promise<void>;
  /** A fresh link's secret. */
  token(name: string, actor?: { readonly id: string; readonly displayName: string }): Promise<string>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Opens a link as a browser does. */
  visit(token: string): Promise<Visitor>;
  page(visitor: Visitor, path?: string): Promise<Response>;
  open(visitor: Visitor, kind: string, headers?: Readonly<Record<string, string>>): Line;
  /** The status with which a socket is refused; 101 where it is not. */
  refusal(path: string, headers: Readonly<Record<string, string>>): Promise<number>;
  /** What the audit has of refusals: act, and why; those that are alike once. */
  refusals(): readonly string[];
  /** The same with how often, and from where, once so many are written down. */
  counted(
    sum: number,
  ): Promise<readonly { readonly what: string; readonly count: number; readonly line: string }[]>;
}

export async function openWebLab(settings: Partial<WebSettings> = {}): Promise<WebLab> {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-web-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lab = await openChatLab({ folder });
  const web = {
    host: '127.0.0.1',
    port: 0,
    isChosen: true,
    publicUrl: 'https://lab.example/labvm/',
    trustedProxies: [],
    ...settings,
  };
  const { consoles: room, desk } = lab.app;
  const server = await createServer({
    settings: web,
    room,
    desk,
    bundle: async () => bundle,
    log: silentLog,
  });
  const address = await server.listen({ host: web.host, port: web.port });
  onTestFinished(() => server.close());
  const base = `${address}/`;
  const origin = new URL(web.publicUrl ?? base).origin;

  function rows() {
    const db = new DatabaseSync(join(folder, 'labvm.db'), { readOnly: true });
    const found = db
      .prepare('SELECT command, rule, count, line FROM audit WHERE allowed = 0 ORDER BY rowid')
      .all();
    db.close();
    return found.map(({ command, rule, count, line }) => ({
      what: `${command}: ${String(rule).replace('refused: ', '')}`,
      count: Number(count),
      line: String(line),
    }));
  }

  const post: WebLab['post'] = (path, body, headers = {}) =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    lab,
    base,
    origin,
    port: Number(new URL(base).port),
    close: () => server.close(),
    post,
    async machine(name, owner = ANA.id) {
      const received = await lab.app.desk.receive({
        id: `make-${name}`,
        actor: { id: owner, displayName: owner },
        place: PLACE,
        locale: 'en',
        line: `/vm create tiny ${name}`,
      });
      if (received.kind !== 'accepted') throw new Error(`${name} was not accepted`);
      const answer = await received.answer();
      if (answer.kind !== 'started') throw new Error(`${name} was not started`);
      for await (const { finished } of lab.app.desk.follow(answer.jobId, patience())) if (finished) return;
    },
    async token(name, actor = ANA) {
      const vm = await room.hypervisor.find(name);
      if (!vm) throw new Error(`there is no ${name}`);
      return (await room.ways.grant({ vm, actor, place: PLACE, locale: 'en' })).token;
    },
    async visit(token) {
      const response = await post('api/open', { token });
      const { path } = (await response.json()) as { path: string };
      const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
      return { id: path.split('/')[1] ?? '', cookie };
    },
    page: ({ id, cookie }, path = '') => fetch(`${base}console/${id}/${path}`, { headers: { cookie } }),
    open({ id, cookie }, kind, headers = {}) {
      const url = `${base.replace('http', 'ws')}console/${id}/${kind}`;
      return lineOf(new WebSocket(url, { headers: { cookie, origin, ...headers } }));
    },
    async refusal(path, headers) {
      const socket = new WebSocket(`${base.replace('http', 'ws')}${path}`, { headers });
      socket.on('error', () => undefined);
      const [refused, opened] = [once(socket, 'unexpected-response'), once(socket, 'open')];
      const first = await Promise.race([refused.then(([, response]) => response), opened.then(() => null)]);
      socket.terminate();
      return first?.statusCode ?? 101;
    },
    refusals: () => rows().map(({ what }) => what),
    async counted(sum) {
      const late = patience();
      for (;;) {
        const found = rows();
        const total = found.reduce((all, { count }) => all + count, 0);
        if (total >= sum) return found;
        if (late.aborted) throw new Error(`never so many as ${sum}: ${JSON.stringify(found)}`);
        await sleep(100);
      }
    },
  };
}

function lineOf(socket: WebSocket): Line {
  const pieces: Buffer[] = [];
  const texts: Record<string, unknown>[] = [];
  let wake = Promise.withResolvers<void>();
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) pieces.push(data);
    else texts.push(JSON.parse(data.toString()));
    wake.resolve();
    wake = Promise.withResolvers();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  return {
    socket,
    bytes: () => Buffer.concat(pieces),
    texts: () => texts,
    closed,
    async until(what, isSo) {
      const late = patience();
      while (!isSo()) {
        if (late.aborted) throw new Error(`never: ${what}`);
        const pause = new Promise((resolve) => setTimeout(resolve, 50));
        await Promise.race([wake.promise, pause]);
      }
    },
  };
}
