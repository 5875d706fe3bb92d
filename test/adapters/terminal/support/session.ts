import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { runInteractive } from '../../../../adapters/terminal/index.ts';
import { silentLog } from '../../../../src/base/log.ts';
import { createFakeDesk, type FakeDesk } from '../../../fakes/desk.ts';
import { createTty, type Tty } from './tty.ts';

export interface SessionOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly desk?: FakeDesk;
  readonly historyFile?: string;
  readonly mayKeep?: (line: string) => boolean;
  readonly locale?: 'en' | 'es';
}

export interface Session {
  readonly desk: FakeDesk;
  readonly tty: Tty;
  readonly historyFile: string;
  readonly ended: Promise<number>;
  /** As SIGTERM does. */
  end(): void;
  /** Types a line and presses Enter. */
  enter(line: string): void;
  /** The last lines on the screen, as soon as they are these. */
  endsWith(...lines: readonly string[]): Promise<void>;
}

export const CTRL_C = '\x03';
export const CTRL_D = '\x04';

/** A person at a terminal, before a desk that the test answers for. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const { columns = 80, rows = 24, desk = createFakeDesk(), locale = 'en' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'labvm-terminal-'));
  const historyFile = options.historyFile ?? join(folder, 'history');
  // Where tests run there may be no terminal at all; readline asks the environment.
  vi.stubEnv('TERM', 'xterm');
  const tty = createTty(columns, rows);
  const ending = new AbortController();
  const ended = runInteractive({
    desk,
    person: { userName: 'tere', locale, pictureFolder: '/nonexistent' },
    noticeLocale: 'en',
    stdin: tty.stdin,
    stdout: tty.stdout,
    historyFile,
    mayKeep: options.mayKeep ?? (() => true),
    color: false,
    signal: ending.signal,
    log: silentLog,
  });
  onTestFinished(async () => {
    ending.abort();
    await ended;
    await rm(folder, { recursive: true });
    vi.unstubAllEnvs();
  });
  await tty.until((text) => text.endsWith('labvm>'));
  return {
    desk,
    tty,
    historyFile,
    ended,
    end: () => ending.abort(),
    enter: (line) => tty.type(`${line}\r`),
    async endsWith(...lines) {
      await tty.until((text) => text.endsWith(lines.join('\n')));
    },
  };
}
