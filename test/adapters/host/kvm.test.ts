import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { probeKvm } from '../../../adapters/host/kvm.ts';
import { type KvmFacts, readKvmFacts } from '../../../adapters/host/kvm-facts.ts';
import { trialEnds } from '../../../adapters/host/kvm-trial.ts';
import { createPrograms } from '../../../adapters/program/index.ts';

const programs = createPrograms();
let store: string;

beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), 'labvm-test-kvm-'));
});

afterEach(() => rm(store, { recursive: true, force: true }));

const dead: KvmFacts = {
  vendor: 'amd',
  cpuFlag: false,
  insideVm: true,
  device: 'opens',
  trial: 'never-ran',
  engineMayOpen: false,
};

it('is found out once and then kept, until somebody wants it fresh', async () => {
  let looks = 0;
  const readFacts = async () => {
    looks += 1;
    return dead;
  };
  const options = { programs, stores: [store], readFacts, now: () => new Date(1_000) };
  const first = await probeKvm(options);
  expect(await probeKvm({ ...options, now: () => new Date(2_000) })).toEqual(first);
  expect(looks).toBe(1);
  await probeKvm({ ...options, fresh: true });
  expect(looks).toBe(2);
});

it('is found out anew after a boot, and when what is kept cannot be read', async () => {
  const read = () => probeKvm({ programs, stores: [store], readFacts: async () => dead });
  await read();
  const file = join(store, 'kvm.json');
  const kept = JSON.parse(await readFile(file, 'utf8'));
  const works = { ...kept.verdict, usable: true, case: 'works' };
  await writeFile(file, JSON.stringify({ ...kept, verdict: works }));
  expect((await read()).case).toBe('works');
  await writeFile(file, JSON.stringify({ holdsFor: 'another boot', verdict: works }));
  expect((await read()).case).toBe('dead');
  await writeFile(file, '{"holdsFor":');
  expect((await read()).case).toBe('dead');
});

it('is kept in the next place where the first cannot be written', async () => {
  await writeFile(join(store, 'file'), '');
  const stores = [join(store, 'file', 'below'), store];
  const readFacts = async () => dead;
  await probeKvm({ programs, stores, readFacts });
  expect((await readdir(store)).sort()).toEqual(['file', 'kvm.json']);
});

it('tries with a guest that comes to its end where guests run', async () => {
  expect(await trialEnds('tcg', 100_000, programs)).toBe(true);
});

it('gives up a guest that takes too long', async () => {
  expect(await trialEnds('tcg', 1, programs)).toBe(false);
});

it('judges this very machine by what can be tried on it, and leaves no QEMU behind', async () => {
  const [facts, verdict] = [
    await readKvmFacts(programs),
    await probeKvm({ programs, stores: [store], fresh: true }),
  ];
  expect(facts.trial === null).toBe(facts.device !== 'opens');
  expect(verdict.usable).toBe(facts.trial === 'ran' && facts.engineMayOpen);
  expect(verdict.case === 'dead').toBe(facts.trial === 'never-ran');
  expect(await childrenNamed('qemu-system')).toEqual([]);
});

async function childrenNamed(name: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // proc_pid_stat(5): pid, (name), state, parent.
  return stats.filter((stat) => {
    const [, comm = '', parent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
    return comm.startsWith(name) && Number(parent) === process.pid;
  });
}
