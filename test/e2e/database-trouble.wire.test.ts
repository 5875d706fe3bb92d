import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { spawnLabvm } from './support/labvm.ts';

/** A real process on a data directory of its own, with no hypervisor. */
function installation() {
  const dataDir = mkdtempSync(join(tmpdir(), 'labvm-trouble-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = {
    LABVM_DATA_DIR: dataDir,
    LABVM_LIBVIRT_SOCKET: join(dataDir, 'none'),
    LABVM_LOG_LEVEL: 'silent',
  };
  const file = join(dataDir, 'labvm.db');
  return {
    dataDir,
    file,
    async runs(args: readonly string[], more: Record<string, string> = {}) {
      const child = spawnLabvm(args, { env: { ...env, ...more } });
      child.stdin.end();
      const { stdout, stderr, exitCode } = await child;
      return { stdout, stderr, exitCode };
    },
    /** Overwrites the first page of a table. */
    damage(table: string) {
      const raw = new DatabaseSync(file);
      const root = Number(
        raw.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage,
      );
      raw.close();
      const descriptor = openSync(file, 'r+');
      writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, (root - 1) * 4096);
      closeSync(descriptor);
    },
  };
}

it('damaged pages are one sentence with a remedy: to people, to programs, in both languages, and when it starts', async () => {
  const lab = installation();
  const { runs } = lab;
  expect((await runs(['/job list'])).exitCode).toBe(0);
  lab.damage('jobs');
  const [json, plain] = await Promise.all([
    runs(['--json', '/job list']),
    runs(['/job list'], { LANG: 'es_ES.UTF-8' }),
  ]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    error: {
      code: 'failed',
      message: 'labvm’s database is damaged.',
      hint: `Stop labvm and restore a backup (docs/backup.md), or move ${lab.file} away with its -wal and -shm. The hypervisor knows the machines and their owners, so they are not lost.`,
    },
  });
  expect(plain).toMatchObject({ exitCode: 1, stderr: '' });
  expect(plain.stdout).toContain('La base de datos de labvm está dañada.');
  expect(plain.stdout).toContain('Pare labvm y restaure una copia (docs/backup.md)');

  lab.damage('workers');
  const start = await runs(['--json', '/job list']);
  expect(start).toMatchObject({ exitCode: 2, stdout: '' });
  expect(start.stderr.split('\n')[0]).toBe('labvm’s database is damaged.');
});

it('makes a copy when asked, and says where it is', async () => {
  const { runs, dataDir } = installation();
  await runs(['/job list']);
  const to = join(dataDir, 'copy.db');
  expect(await runs(['--backup', to], { LANG: 'es_ES.UTF-8' })).toMatchObject({
    exitCode: 0,
    stdout: `${to} es una copia de la base de datos de labvm. Para saber qué más guardar, vea docs/backup.md`,
  });
  const again = await runs(['--backup', to]);
  expect(again).toMatchObject({ exitCode: 2, stdout: '' });
  expect(again.stderr).toContain(`${to} already exists.`);
});
