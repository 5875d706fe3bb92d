import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from '../../../../adapters/libvirt/image/lock.ts';
import { openQuarantine } from '../../../../adapters/libvirt/image/quarantine.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';

const programs = createPrograms();

let pool: string;
let path: string;
beforeEach(async () => {
  pool = await mkdtemp(join(tmpdir(), 'labvm-lock-'));
  await chmod(pool, 0o711);
  path = join(await openQuarantine(pool), 'lesson.lock');
});
afterEach(() => rm(pool, { recursive: true }));

const take = () => takeLock(path, programs);

describe('the lock of an intake', () => {
  test('is one’s alone, until it is let go of, and then leaves nothing', async () => {
    const first = await take();
    expect(first).not.toBeNull();
    expect(await take()).toBeNull();
    await first?.release();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    const second = await take();
    expect(second).not.toBeNull();
    await second?.release();
  });

  test('is had by one of many who want it at once, each time', async () => {
    const both: string[] = [];
    let holders = 0;
    const want = async (name: number) => {
      for (let had = 0; had < 3; ) {
        const lock = await take();
        if (!lock) continue;
        holders += 1;
        if (holders > 1) both.push(`${name}`);
        await stat(path).catch(() => undefined);
        holders -= 1;
        had += 1;
        await lock.release();
      }
    };
    await Promise.all([1, 2, 3].map(want));
    expect(both).toEqual([]);
  });

  test('of a process that was killed is free', async () => {
    const script = fileURLToPath(new URL('./support/holder.ts', import.meta.url));
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(await take()).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await take();
    expect(lock).not.toBeNull();
    await lock?.release();
  });
});

describe('the folder for what nobody has looked at', () => {
  test('is labvm’s alone, whatever it was before', async () => {
    const folder = join(path, '..');
    await chmod(folder, 0o777);
    await openQuarantine(pool);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('takes away what earlier versions left among the pool’s files, and nothing else', async () => {
    for (const name of ['.image-x.partial', '.image-x.mark', '.other', 'image-x.iso']) {
      await writeFile(join(pool, name), '');
    }
    await openQuarantine(pool);
    const { stdout } = await execa('ls', ['-A', pool]);
    expect(stdout.split('\n').toSorted()).toEqual(['.intake', '.other', 'image-x.iso']);
  });
});
