import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../../../adapters/libvirt/image/lock.ts';
import { openQuarantine } from '../../../../adapters/libvirt/image/quarantine.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';

/* What other users of the host try against a labvm that is root: in a lab host it always is. */

const NOBODY = 65_534;

let pool: string;
let path: string;
beforeEach(async () => {
  pool = await mkdtemp(join(tmpdir(), 'labvm-lock-'));
  await chmod(pool, 0o711);
  path = join(await openQuarantine(pool), 'lesson.lock');
});
afterEach(() => rm(pool, { recursive: true }));

test('the lock of an intake cannot be taken by another user, nor kept from labvm', async () => {
  await writeFile(path, '');
  const asNobody = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--'];
  const attempt = (...line: string[]) => execa('setpriv', [...asNobody, ...line], { reject: false });
  expect((await attempt('flock', '--nonblock', path, 'true')).stderr).toMatch(/Permission denied/);
  expect((await attempt('flock', '--nonblock', join(path, '..'), 'true')).stderr).toMatch(
    /Permission denied/,
  );
  expect((await attempt('touch', join(path, '..', 'other.lock'))).stderr).toMatch(/Permission denied/);
  const lock = await takeLock(path, createPrograms());
  expect(lock).not.toBeNull();
  await lock?.release();
});

test('a folder that another user made for what nobody has looked at is not used', async () => {
  const other = join(pool, 'other');
  await mkdir(join(other, '.intake'), { recursive: true });
  await chown(join(other, '.intake'), NOBODY, NOBODY);
  await expect(openQuarantine(other)).rejects.toMatchObject({
    code: 'failed',
    text: { en: expect.stringContaining('belongs to another user') },
  });
});
