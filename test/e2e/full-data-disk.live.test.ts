import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { RESERVE_BYTES } from '../../adapters/sqlite/index.ts';
import { planOf } from '../contract/hypervisor-lab.ts';
import { liveLab } from '../contract/live-lab.ts';
import { smallDisk } from '../support/small-disk.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { type JsonAnswer, spawnLabvm } from './support/labvm.ts';
import { wholeReport } from './support/whole-report.ts';

const hypervisor = liveLab().open();
afterAll(() => hypervisor.close());

/** One process, these lines, an answer for each. */
async function answers(
  env: Record<string, string>,
  ...lines: readonly string[]
): Promise<readonly JsonAnswer[]> {
  const child = spawnLabvm(['--json', ...lines], { env });
  child.stdin.end();
  const { stdout, stderr } = await child;
  const found = stdout.split('\n').filter((line) => line !== '');
  if (found.length !== lines.length) throw new Error(`${stdout}\n${stderr}`);
  return found.map((line) => JSON.parse(line) as JsonAnswer);
}

it('on a full disk a new process starts, refuses what only fills it, deletes, and keeps its audit', async () => {
  const disk = await smallDisk(24);
  const env = { LABVM_DATA_DIR: disk.folder };
  const reserve = join(disk.folder, 'labvm.db-reserve');
  await answers(env, '/vm list');
  const examined = () => wholeReport(async () => (await answers(env, '/host doctor'))[0]);
  const doctor = await examined();
  expect(doctor?.view.text).toContain('MiB free on its disk');
  expect(statSync(reserve).size).toBe(RESERVE_BYTES);
  const { name } = await hypervisor.create(planOf('crowded', { owner: 'terminal:local' }));

  disk.fill();
  const [create] = await answers(env, '/vm create slitaz another');
  const told = await examined();
  const [gone] = await answers(env, `/vm delete ${name} --yes`);
  expect(create).toMatchObject({
    ok: false,
    error: {
      code: 'no-capacity',
      message: 'The disk of labvm’s data directory is full.',
      hint: 'You can still make room: /vm delete, /image remove, /image prune. To see which disk it is: /host doctor',
    },
  });
  expect(troubleDoc).toContain(create?.error?.message);
  expect(told?.view.text).toContain(`✗ Data directory`);
  expect(told?.view.text).toContain(`${disk.folder}: 0 MiB free on its disk`);
  expect(gone).toMatchObject({ ok: true, job: { state: 'done' } });
  expect(await hypervisor.find(name)).toBeNull();

  const [pull, key] = await answers(
    { ...env, LANG: 'es_ES.UTF-8' },
    '/image pull slitaz',
    '/my key add ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKtqba65kXe3gWYRDVJGmVKNVGZYcIIcjU5dxMgZ5hTY',
  );
  for (const refused of [pull, key]) {
    expect(refused?.error).toEqual({
      code: 'no-capacity',
      message: 'El disco del directorio de datos de labvm está lleno.',
      hint: 'Todavía puede liberar espacio: /vm delete, /image remove, /image prune. Para ver qué disco es: /host doctor',
    });
  }
  expect(statSync(reserve).size).toBeLessThan(RESERVE_BYTES);

  disk.free();
  const [after] = await answers(env, '/job list');
  expect(after).toMatchObject({ ok: true, jobs: [] });
  expect(statSync(reserve).size).toBe(RESERVE_BYTES);
  const db = new DatabaseSync(join(disk.folder, 'labvm.db'), { readOnly: true });
  const rows = db.prepare('SELECT command, outcome FROM audit ORDER BY at').all();
  db.close();
  const lines = rows.map((row) => `${row.command}: ${row.outcome}`);
  // On a busy machine a whole report takes more than one asking.
  expect(lines.filter((line, at) => line !== 'host doctor: ok' || line !== lines[at - 1])).toEqual([
    'vm list: ok',
    'host doctor: ok',
    'vm create: no-capacity',
    'host doctor: ok',
    'vm delete: ok',
    'image pull: no-capacity',
    'my key: no-capacity',
    'job list: ok',
  ]);
});
