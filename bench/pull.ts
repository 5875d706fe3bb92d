import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { NODE_ARGS, NODE_ENV } from './as-npm-start.ts';
import { alternate, type Figure, median, single } from './measure.ts';
import { residentMiB } from './resident.ts';

const SERVER = fileURLToPath(new URL('reference/file-server.ts', import.meta.url));
const GIB = 1024 ** 3;

/** How fast an image comes, against `curl | sha256sum` on the same file, and what the process takes meanwhile. */
export async function benchPull(rounds: number): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-bench-pull-'));
  const file = join(folder, 'image.iso');
  try {
    await writeDisc(file, 2 * GIB);
    const server = execa(process.execPath, [SERVER, file], { buffer: false });
    server.catch(() => undefined);
    const [port] = await once(server.stdout, 'data');
    const url = `http://127.0.0.1:${String(port).trim()}/image.iso`;
    try {
      return await measure(url, rounds);
    } finally {
      server.kill('SIGTERM');
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(url: string, rounds: number): Promise<readonly Figure[]> {
  const extra: number[] = [];
  const found = await alternate(
    rounds,
    async () => {
      const { seconds, extraMiB } = await pulled(url);
      extra.push(extraMiB);
      return (2 * 1024) / seconds;
    },
    async () => {
      const startedAt = performance.now();
      await execa('curl', ['--silent', '--fail', url], { encoding: 'buffer', buffer: false }).pipe(
        'sha256sum',
      );
      return (2 * 1024) / ((performance.now() - startedAt) / 1000);
    },
  );
  const ratio = median(found.ours) / median(found.theirs);
  const rate = (values: readonly number[]) => `${Math.round(median(values))} MiB/s (n=${values.length})`;
  return [
    {
      name: 'pull of 2 GiB, curl | sha256sum',
      value: rate(found.ours),
      against: rate(found.theirs),
      ratio,
      aim: '≥ 0.9',
      met: ratio >= 0.9,
    },
    single('memory above idle while pulling 2 GiB, the most seen', Math.max(...extra), 'MiB', 64),
  ];
}

/** Has a labvm of its own pull the file, from the order to its end. */
async function pulled(url: string): Promise<{ seconds: number; extraMiB: number }> {
  const env = { ...NODE_ENV, LABVM_ALLOWED_HOSTS: '127.0.0.1', LANG: 'C' };
  const child = execa(process.execPath, [...NODE_ARGS, '--json', '--serve'], {
    env,
    stdin: 'pipe',
    buffer: false,
    reject: false,
  });
  const lines = child.stdout[Symbol.asyncIterator]();
  const answer = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    for (let text = ''; ; ) {
      const { value, done } = await lines.next();
      if (done) throw new Error('labvm ended');
      text += String(value);
      const whole = text.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (whole !== undefined) return whole;
    }
  };
  await answer('/image list');
  const idle = await residentMiB(child.pid);
  let most = idle;
  const over = new AbortController();
  const watching = (async () => {
    for await (const _ of every(50, null, { signal: over.signal })) {
      most = Math.max(most, await residentMiB(child.pid));
    }
  })().catch(() => undefined);
  const startedAt = performance.now();
  const said = await answer(`/image add ${url} --as benchmark`);
  const seconds = (performance.now() - startedAt) / 1000;
  over.abort();
  await watching;
  if (!said.includes('"ok":true')) throw new Error(`the pull failed: ${said}`);
  await answer('/image remove benchmark --yes');
  child.stdin.end();
  child.kill('SIGTERM');
  await child;
  return { seconds, extraMiB: most - idle };
}

/** A file that begins as a disc does; its noise repeats every MiB. */
async function writeDisc(path: string, bytes: number): Promise<void> {
  const noise = randomBytes(1 << 20);
  const file = await open(path, 'w');
  for (let at = 0; at < bytes; at += noise.length) await file.write(noise, 0, noise.length, at);
  const descriptor = Buffer.alloc(2048);
  descriptor.writeUInt8(1, 0);
  descriptor.write('CD001', 1, 'latin1');
  descriptor.writeUInt32LE(bytes / 2048, 80);
  descriptor.writeUInt16LE(2048, 128);
  await file.write(descriptor, 0, descriptor.length, 16 * 2048);
  await file.close();
}
