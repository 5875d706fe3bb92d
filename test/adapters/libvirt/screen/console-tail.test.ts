import { appendFile, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConsoleStart } from '../../../../adapters/libvirt/machine/console-mark.ts';
import { consoleTail } from '../../../../adapters/libvirt/screen/console-tail.ts';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-tail-'));
  log = join(folder, 'vm.log');
});
afterEach(() => rm(folder, { recursive: true }));

const tail = async (maxBytes: number, start?: ConsoleStart) =>
  (await consoleTail(log, maxBytes, start)).toString('latin1');

test('the end of a log is read, and no more than was asked for', async () => {
  await writeFile(log, 'first line\nlast line\n');
  expect(await tail(10)).toBe('last line\n');
  expect(await tail(1000)).toBe('first line\nlast line\n');
});

test('a log of which nothing was written, or that is not there, is empty', async () => {
  expect(await tail(10)).toBe('');
  await writeFile(log, '');
  expect(await tail(10)).toBe('');
});

test('where the newest file is short, the end of the one before stands before it', async () => {
  await writeFile(`${log}.0`, 'earlier');
  await writeFile(`${log}.1`, 'long ago');
  await writeFile(log, 'now');
  expect(await tail(6)).toBe('iernow');
  expect(await tail(3)).toBe('now');
  expect(await tail(1000)).toBe('earliernow');
});

test('what is no regular file is not opened', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await writeFile(elsewhere, 'a secret of the host');
  await symlink(elsewhere, log);
  expect(await tail(1000)).toBe('');
  await rm(log);
  await execa('mkfifo', [log]);
  expect(await tail(1000)).toBe('');
  await rm(log);
  await writeFile(log, 'now');
  await symlink(elsewhere, `${log}.0`);
  expect(await tail(1000)).toBe('now');
});

test('a file that was put aside while it is read is not shown twice', async () => {
  await writeFile(log, 'once');
  await execa('ln', [log, `${log}.0`]);
  expect(await tail(1000)).toBe('once');
});

test('only what came since a start is read, also where virtlogd puts the log aside meanwhile', async () => {
  await writeFile(log, 'the boot before\n');
  const { ino: file, size: bytes } = await stat(log);
  const start = { file, bytes };
  expect(await tail(1000, start)).toBe('');
  await appendFile(log, 'this boot\n');
  expect(await tail(1000, start)).toBe('this boot\n');
  expect(await tail(5, start)).toBe('boot\n');
  await rename(log, `${log}.0`);
  await writeFile(log, 'goes on\n');
  expect(await tail(1000, start)).toBe('this boot\ngoes on\n');
  expect(await tail(1000)).toBe('the boot before\nthis boot\ngoes on\n');
  await rename(`${log}.0`, `${log}.1`);
  await rename(log, `${log}.0`);
  await writeFile(log, 'and on\n');
  expect(await tail(1000, start)).toBe('goes on\nand on\n');
});

test('a log that is shorter than it was at the start was begun anew', async () => {
  await writeFile(log, 'short');
  const { ino: file } = await stat(log);
  expect(await tail(1000, { file, bytes: 500 })).toBe('short');
});
