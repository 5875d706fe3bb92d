import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { inLab, root } from './support/enter.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labvm-test-lab-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a command in a lab whose folder is made below this test's own. */
function enter(command: readonly string[], options: { readonly input?: string } = {}) {
  const [file, ...args] = inLab(...command);
  return execa(file, args, { ...options, reject: false, env: { TMPDIR: folder } });
}

/** Processes that know this test's folder, by command line or environment: a lab's and all that it started. */
async function processesOfLab(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter(
    (entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid,
  );
  const about = async (pid: string) => {
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
    const knows = `${await read('cmdline')}${await read('environ')}`.includes(folder);
    return knows ? [`${pid} ${(await read('comm')).trim()}`] : [];
  };
  return (await Promise.all(pids.map(about))).flat();
}

async function mountsOfLab(): Promise<readonly string[]> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return mounts.split('\n').filter((line) => line.includes(folder));
}

async function whatIsLeft() {
  return { processes: await processesOfLab(), mounts: await mountsOfLab(), files: await readdir(folder) };
}

const NOTHING = { processes: [], mounts: [], files: [] };

it('gives a libvirt of its own with network, pool and image, and takes all of it away', async () => {
  const virsh = ['virsh', '-q', '-c', 'qemu:///system'];
  const asked = await enter([
    ...virsh,
    'net-list --name; pool-list --name; vol-list labvm; list --all --name',
  ]);
  const words = asked.stdout.split(/\s+/).filter((word) => word !== '');
  expect(words.slice(0, 2)).toEqual(['labvm', 'labvm']);
  expect(words[2]).toMatch(/^image-tiny-[0-9a-f]{12}\.qcow2$/);
  expect(words).toHaveLength(4);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('tells the command where everything is', async () => {
  const { stdout } = await enter(['env']);
  const env = new Map(
    stdout.split('\n').map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
  );
  expect(env.get('LABVM_LAB')).toBe('1');
  expect(env.get('LABVM_SETUP')).toBe('off');
  expect(env.get('HOME')).toBe(process.env.HOME);
  expect(env.get('LABVM_LIBVIRT_SOCKET')).toBe('/run/libvirt/libvirt-sock');
  expect(env.get('LABVM_DATA_DIR')).toContain(folder);
  expect(env.get('TMPDIR')).toContain(folder);
  await access(env.get('LABVM_LAB_RESTART_LIBVIRTD') ?? '');
});

it("passes on the command's exit status and its stdin", async () => {
  const failed = await enter(['sh', '-c', 'read line; echo "$line" >&2; exit 7'], { input: 'a line\n' });
  expect(failed.exitCode).toBe(7);
  expect(failed.stderr).toBe('a line');
  const killed = await enter(['sh', '-c', 'kill -KILL $$']);
  expect(killed.exitCode).toBe(137);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('says how it is used', async () => {
  const [file, ...args] = ['bash', join(root, 'scripts/lab-host/enter.sh'), '--nonsense'] as const;
  const { exitCode, stderr } = await execa(file, args, { reject: false });
  expect(exitCode).toBe(70);
  expect(stderr).toContain('usage: enter.sh');
});

it('takes everything away when it is told to end, and lets the command say goodbye', async () => {
  const lab = enter([
    'sh',
    '-c',
    'trap "echo goodbye; exit 3" TERM; echo ready; while :; do sleep 0.1; done',
  ]);
  await ready(lab);
  lab.kill('SIGTERM');
  const { exitCode, stdout } = await lab;
  expect(stdout).toBe('ready\ngoodbye');
  expect(exitCode).toBe(3);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('ends as a whole when its outermost process is killed; the next lab removes the folder', async () => {
  const lab = enter(['sh', '-c', 'sleep 1000 & echo ready; exec sleep 1000']);
  await ready(lab);
  expect((await processesOfLab()).length).toBeGreaterThan(5);
  lab.kill('SIGKILL');
  await lab;
  await expect.poll(processesOfLab).toEqual([]);
  expect(await mountsOfLab()).toEqual([]);
  const [left = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  // A process that is ending is nowhere to be seen some time before it lets go of what it holds.
  await execa('flock', ['--wait', String(PATIENCE_MS / 1000), join(folder, left), 'true']);
  await enter(['true']);
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('does not touch the folder of a lab that lives, nor its libvirt', async () => {
  const first = enter(['sh', '-c', 'echo ready; read line; virsh -q -c qemu:///system pool-list --name']);
  await ready(first);
  const second = await enter(['virsh', '-q', '-c', 'qemu:///system', 'pool-destroy', 'labvm']);
  expect(second.exitCode).toBe(0);
  first.stdin?.end('go on\n');
  const { stdout, exitCode } = await first;
  expect(exitCode).toBe(0);
  expect(stdout.split(/\s+/)).toContain('labvm');
  expect(await whatIsLeft()).toEqual(NOTHING);
});

it('reaps what is orphaned at once, so that libvirt sees a guest end', async () => {
  const orphan = 'sleep 0.1 & echo $!';
  const script = `pid=$(sh -c '${orphan}'); while [ -e /proc/$pid ]; do sleep 0.02; done; echo reaped`;
  expect((await enter(['timeout', '5', 'sh', '-c', script])).stdout).toBe('reaped');
});

/** Resolves when the command inside says that it is ready. */
function ready(lab: ReturnType<typeof enter>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    lab.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready\n')) resolve();
    });
    lab.then(
      (ended) => reject(new Error(`the lab ended early: ${ended.stderr}`)),
      (error: unknown) => reject(error),
    );
  });
}
