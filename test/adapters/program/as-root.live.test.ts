import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { programBed } from './support/bed.ts';

const { run, folder } = programBed();

/** What only a labvm that is root can do: in a lab host it always is. */
describe('a program that turns against a labvm that is root', () => {
  test('is nobody, in no group, and has no right and gains none', async () => {
    const { stdout } = await run('cat /proc/self/status; pwd');
    expect(stdout).toMatch(/^Uid:(\t65534){4}$/m);
    expect(stdout).toMatch(/^Gid:(\t65534){4}$/m);
    expect(stdout).toMatch(/^Groups:\s*$/m);
    for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'])
      expect(stdout).toMatch(`Cap${set}:\t${'0'.repeat(16)}`);
    expect(stdout).toMatch(/^NoNewPrivs:\t1$/m);
    expect(stdout).toMatch(/^\/$/m);
  });

  test('has no right either where it works on labvm’s own files', async () => {
    const { stdout } = await run('cat /proc/self/status', { as: 'self' });
    expect(stdout).toMatch(/^Uid:(\t0){4}$/m);
    for (const set of ['Prm', 'Eff', 'Bnd']) expect(stdout).toMatch(`Cap${set}:\t${'0'.repeat(16)}`);
  });

  test('reads what it is handed, and nothing else of labvm’s', async () => {
    const own = join(folder(), 'own');
    await mkdir(own, { mode: 0o700 });
    await writeFile(join(own, 'secret'), 'the secret', { mode: 0o644 });
    await writeFile(join(own, 'handed'), 'the image', { mode: 0o644 });
    const file = await open(join(own, 'handed'), 'r');
    const script = `cat /proc/self/fd/0; cat ${own}/secret ${own}/handed; cat /proc/${process.pid}/environ; true`;
    const { stdout } = await run(script, { stdin: file.fd });
    await file.close();
    expect(stdout).toBe('the image');
  });
});
