import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { runInteractive } from '../../adapters/terminal/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { createTty } from '../adapters/terminal/support/tty.ts';
import { chatContract } from './chat.ts';

chatContract('the terminal', async ({ app }) => {
  const ending = new AbortController();
  const sessions: Promise<unknown>[] = [];
  const close = async () => {
    ending.abort();
    await Promise.all(sessions);
  };
  onTestFinished(close);
  return {
    close,
    async person(locale) {
      const folder = await mkdtemp(join(tmpdir(), 'labvm-terminal-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      // Where tests run there may be no terminal at all; readline asks the environment.
      vi.stubEnv('TERM', 'xterm');
      const tty = createTty(120, 60);
      sessions.push(
        runInteractive({
          desk: app.desk,
          person: { userName: 'tere', locale, pictureFolder: '/nonexistent' },
          noticeLocale: locale,
          stdin: tty.stdin,
          stdout: tty.stdout,
          historyFile: join(folder, 'history'),
          mayKeep: () => true,
          color: false,
          signal: ending.signal,
          log: silentLog,
        }),
      );
      await tty.until((text) => text.endsWith('labvm>'));
      let from = 0;
      const text = () => tty.screen.all().join('\n');
      return {
        async say(line) {
          await tty.until((all) => all.endsWith('labvm>'));
          from = text().length;
          tty.type(`${line}\r`);
        },
        seen: () => text().slice(from),
        sees: async (pattern) => (await tty.until((all) => pattern.test(all.slice(from)))).slice(from),
        async answer(isYes) {
          await tty.until((all) => /\[(y\/N|s\/N)\]$/.test(all));
          tty.type(isYes ? 'y\r' : 'n\r');
          await tty.until((all) => all.endsWith('labvm>') || isYes);
        },
        cancel: async () => tty.type('\x03'),
        retry: null,
        async offered(line) {
          const actor = { id: 'terminal:local', displayName: 'tere' };
          const place = { chat: 'terminal', channel: 'local' };
          const { choices } = await app.desk.complete(line, actor, place, locale);
          return choices.map(({ value }) => value);
        },
        // A terminal delivers each line once.
        sayTwice: null,
      };
    },
  };
});
