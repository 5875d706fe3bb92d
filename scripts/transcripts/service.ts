import { createInterface } from 'node:readline';
import type { Locale } from '../../src/base/text.ts';
import { spawnLabvm } from '../../test/e2e/support/labvm.ts';
import { eventually } from '../../test/support/eventually.ts';
import { freePort } from '../../test/support/free-port.ts';
import type { Gate } from './gate.ts';
import { codeOf } from './markdown.ts';
import { makeOwnData } from './own-data.ts';

/** labvm as a service, as `npm start -- --serve` starts it. */
export interface Service {
  /** What it has said by now to whoever keeps it, as a block. */
  told(): string;
  /** Waits until it has said all: who may what, which host, where the pages are, and where it is. */
  hasTold(): Promise<unknown>;
  end(): Promise<void>;
  /** What went wrong, with the beginning of its log. */
  why(error: unknown): Error;
}

/** Goes through something with a service, and ends it. */
export async function withService(service: Service, run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    throw service.why(error);
  } finally {
    await service.end();
  }
}

/** What it says at its start, a line each. */
const LINES = 4;

export async function startService(
  locale: Locale,
  gate: Gate,
  chat: Readonly<Record<string, string>>,
): Promise<Service> {
  const data = await makeOwnData();
  const child = spawnLabvm(['--serve'], {
    env: {
      LANG: locale === 'es' ? 'es_ES.UTF-8' : 'C',
      LABVM_LOCALE: locale,
      LABVM_DATA_DIR: data.folder,
      LABVM_LIBVIRT_SOCKET: gate.socket,
      LABVM_WEB_ADDRESS: `127.0.0.1:${await freePort()}`,
      LABVM_DEFAULT_ROLE: 'teacher',
      ...chat,
    },
  });
  const lines: string[] = [];
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) =>
    (line.startsWith('{') ? log : lines).push(line),
  );
  const said = () => lines.toSorted().join('\n');
  return {
    hasTold: () =>
      eventually(
        'all that a service says',
        () => lines.length,
        (count) => count >= LINES,
      ),
    // They come in whatever order libvirt and the chat answer.
    told: () => codeOf(said()),
    async end() {
      child.kill('SIGTERM');
      await child;
      await data.remove();
    },
    why: (error) => new Error(`labvm logged:\n${log.slice(0, 5).join('\n')}`, { cause: error }),
  };
}
