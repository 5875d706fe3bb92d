import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createPrograms } from '../../../adapters/program/index.ts';
import { tookTooLong } from '../../../src/base/program.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';
import { LIMITS, programBed } from './support/bed.ts';

const MIB = 1024 ** 2;

const { run, folder } = programBed();

const ENDED = {
  code: 'failed',
  text: {
    en: expect.stringMatching(/^The program \S+ was stopped before it had finished \(SIGKILL\)\.$/),
    es: expect.stringMatching(/^El programa \S+ se ha detenido antes de acabar \(SIGKILL\)\.$/),
  },
  hint: { en: expect.stringContaining('Try again'), es: expect.stringContaining('Inténtelo') },
};

/** A program that says its number and never ends; `said` is its number. */
function endless() {
  const said = Promise.withResolvers<number>();
  const onOutput = (text: string) => said.resolve(Number(text));
  return { script: 'echo $$; exec sleep 1000', onOutput, said: said.promise };
}

describe('a program that turns against labvm', () => {
  test.each(['nobody', 'self'] as const)('as %s finds no secret in its environment', async (as) => {
    process.env.SLACK_BOT_TOKEN = 'xoxb-secret';
    try {
      const { stdout } = await run('/usr/bin/env', { as });
      const names = stdout.split('\n').map((line) => line.split('=')[0]);
      expect(names.toSorted()).toEqual(['LC_ALL', 'PATH', 'PWD']);
      expect(stdout).not.toContain('xoxb-secret');
    } finally {
      delete process.env.SLACK_BOT_TOKEN;
    }
  });

  test('writes the file that it is handed, and says on its way what it is at', async () => {
    const heard: string[] = [];
    const file = await open(join(folder(), 'made'), 'w+');
    await file.chmod(0o666);
    await run('echo half; echo made > /proc/self/fd/3; echo whole', {
      files: [file.fd],
      limits: { ...LIMITS, fileBytes: MIB },
      onOutput: (text) => heard.push(text),
    });
    await file.close();
    expect(await readFile(join(folder(), 'made'), 'utf8')).toBe('made\n');
    expect(heard.join('')).toBe('half\nwhole\n');
  });

  test('writes no file', async () => {
    await mkdir(join(folder(), 'open'));
    await chmod(join(folder(), 'open'), 0o777);
    await run(`echo x > ${folder()}/open/made`);
    expect(await readFile(join(folder(), 'open', 'made'), 'utf8')).toBe('');
    await run(`echo x > ${folder()}/open/more`, { limits: { ...LIMITS, fileBytes: 100 } });
    expect(await readFile(join(folder(), 'open', 'more'), 'utf8')).toBe('x\n');
  });

  test('takes no more memory than it may', async () => {
    // tail keeps a last line that never ends.
    const { exitCode, stdout } = await run('tail -n 1 /dev/zero 2>&1 >/dev/null; ulimit -v');
    expect(stdout).toMatch(/memory/i);
    expect(stdout).toContain(String((256 * MIB) / 1024));
    expect(exitCode).toBe(0);
  });

  test('takes no more of the processor than it may', async () => {
    const running = run('while :; do :; done', { limits: { ...LIMITS, cpuSeconds: 1 } });
    await expect(running).rejects.toMatchObject(ENDED);
  });

  test('that hangs is ended, which says nothing about what it was given', async () => {
    const { script, onOutput, said } = endless();
    await expect(run(script, { onOutput, limits: { ...LIMITS, timeoutMs: 3000 } })).rejects.toMatchObject({
      code: 'timeout',
      text: {
        en: 'The program qemu-img took longer than 3 s and was stopped.',
        es: 'El programa qemu-img ha tardado más de 3 s y se ha detenido.',
      },
      hint: { en: expect.stringContaining('Try again'), es: expect.stringContaining('Inténtelo') },
    });
    const pid = await said;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(troubleDoc).toContain(tookTooLong('qemu-img', 120_000).text.en);
  });

  test('that never stops talking is ended', async () => {
    const { stdout } = await run('exec yes');
    // But for the end of its last line.
    expect(stdout).toHaveLength(1_000_000 - 1);
  });

  test('leaves no dump of its memory, which held a stranger’s bytes', async () => {
    const { stdout } = await run('ulimit -c; ulimit -H -c');
    expect(stdout).toBe('0\n0');
  });

  test('ends when whoever asked for it does not want it any more', async () => {
    const leaves = new AbortController();
    const { script, onOutput, said } = endless();
    const running = run(script, { onOutput, signal: leaves.signal });
    const pid = await Promise.race([said, running]);
    leaves.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });

  test('ends with labvm, however that ends', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./support/parent.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // The program writes its number, and holds the pipe open as long as it lives.
    await once(child.stdout, 'data');
    const over = once(child.stdout, 'close');
    child.kill('SIGKILL');
    await over;
  });
});

describe('a program that is not there', () => {
  test('is named, whether it is run or piped through', async () => {
    const programs = createPrograms();
    const order = { name: 'labvm-no-such-program', arguments: [], as: 'nobody', limits: LIMITS } as const;
    const words = {
      code: 'failed',
      message: expect.stringContaining('labvm-no-such-program is not installed'),
    };
    await expect(programs.run(order)).rejects.toMatchObject(words);
    const { input, ended } = programs.pipe(order);
    input.on('error', () => undefined);
    await expect(ended).rejects.toMatchObject(words);
  });

  test('or whose rights cannot be taken away is not started', async () => {
    await writeFile(
      join(folder(), 'setpriv'),
      '#!/bin/sh\necho "setpriv: setresuid failed: Operation not permitted" >&2\nexit 1\n',
    );
    await chmod(join(folder(), 'setpriv'), 0o755);
    await expect(run('echo started')).rejects.toMatchObject({
      message: expect.stringMatching(/does not let labvm drop .* setresuid failed/),
    });
  });
});

test('a program that bytes go through is held in the same way', async () => {
  const programs = createPrograms();
  const order = { name: 'sh', arguments: ['-c', 'env | cut -d= -f1 | sort; cat'], as: 'nobody' } as const;
  const { input, output, ended } = programs.pipe({ ...order, limits: LIMITS });
  input.end('what came');
  const pieces: Buffer[] = [];
  for await (const piece of output as AsyncIterable<Buffer>) pieces.push(piece);
  await ended;
  expect(Buffer.concat(pieces).toString()).toBe('LC_ALL\nPATH\nPWD\nwhat came');
});

test('a program that bytes go through is ended at its time, too, and that is told', async () => {
  const programs = createPrograms();
  const order = { name: 'sleep', arguments: ['1000'], as: 'nobody' } as const;
  const { input, ended } = programs.pipe({ ...order, limits: { ...LIMITS, timeoutMs: 50 } });
  input.on('error', () => undefined);
  await expect(ended).rejects.toMatchObject({
    code: 'timeout',
    text: { en: expect.stringContaining('sleep') },
  });
});

test('a program that bytes go through and that a signal ends says nothing about them', async () => {
  const order = { name: 'sh', arguments: ['-c', 'kill -KILL $$'], as: 'nobody' } as const;
  const { input, ended } = createPrograms().pipe({ ...order, limits: LIMITS });
  input.on('error', () => undefined);
  await expect(ended).rejects.toMatchObject(ENDED);
});

test('a program that writes a larger file than it may is ended, and its user sees the file', async () => {
  const { exitCode } = await run(`exec dd if=/dev/zero of=${folder()}/large bs=1000 count=10 2>&1`, {
    as: 'self',
    limits: { ...LIMITS, fileBytes: 5000 },
  });
  expect(exitCode).not.toBe(0);
  expect((await stat(join(folder(), 'large'))).size).toBe(5000);
});
