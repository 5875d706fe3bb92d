import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { WebSocket } from 'ws';
import { NODE_ARGS, NODE_ENV } from '../as-npm-start.ts';

const BASE = 'http://127.0.0.1:8080/';
const ORIGIN = 'http://127.0.0.1:8080';

/** labvm as a service with its pages, as `npm start -- --serve` runs it. */
export interface Service {
  readonly pid: number;
  /** Types a line as another process does, which the service's pages know of. */
  type(line: string): Promise<Record<string, unknown>>;
  /** A fresh link to a machine's console. */
  link(name: string): Promise<string>;
  /** Opens a link as a browser does. */
  enter(link: string): Promise<Entered>;
  stop(): Promise<void>;
}

/** A session, and its sockets. */
export interface Entered {
  /** @param prepare listens before anything can come */
  open(kind: 'screen' | 'serial', prepare?: (socket: WebSocket) => void): Promise<WebSocket>;
}

export async function startService(): Promise<Service> {
  const child = execa(process.execPath, [...NODE_ARGS, '--serve'], {
    env: NODE_ENV,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'inherit',
    reject: false,
  });
  while (!(await isThere())) await sleep(100);
  const type = async (line: string) => {
    const { stdout } = await execa(process.execPath, [...NODE_ARGS, '--json', line], {
      env: NODE_ENV,
      stdin: 'ignore',
      // What is wrong is said in the answer.
      reject: false,
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  return {
    pid: child.pid ?? 0,
    type,
    async link(name) {
      const { link } = (await type(`/vm console ${name}`)) as { link: { url: string } };
      return link.url;
    },
    enter,
    async stop() {
      child.kill('SIGTERM');
      await child;
    },
  };
}

async function isThere(): Promise<boolean> {
  try {
    return (await fetch(`${BASE}healthz`)).ok;
  } catch {
    return false;
  }
}

async function enter(link: string): Promise<Entered> {
  const response = await fetch(`${BASE}api/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
  const { path } = (await response.json()) as { path: string };
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return {
    open: (kind, prepare) =>
      new Promise((resolve, reject) => {
        const url = `${BASE.replace('http', 'ws')}${path}${kind}`;
        const socket = new WebSocket(url, { headers: { cookie, origin: ORIGIN } });
        prepare?.(socket);
        socket.once('open', () => resolve(socket));
        socket.once('error', reject);
      }),
  };
}
