import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Mirror, startMirror } from '../servers/mirror/index.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { json, spawnLabvm } from './support/labvm.ts';

const FILE = 'iso/rolling/slitaz-rolling.iso';

/** More than comes before the end; nobody looks at it. */
const DISC = Buffer.alloc(40 * 1024 * 1024, 'disc');

let mirror: Mirror;
beforeAll(async () => {
  mirror = await startMirror();
});
afterAll(async () => {
  await json('/image remove slitaz --yes');
  await mirror.close();
});

it.each([
  ['drips', { bytesPerSecond: 100_000 }],
  ['says nothing more', { gate: new Promise<void>(() => {}) }],
])('SIGTERM ends labvm while a download %s', async (_, manners) => {
  mirror.put(FILE, DISC, manners);
  const env = { LABVM_IMAGE_MIRROR: mirror.url, LABVM_ALLOWED_HOSTS: '127.0.0.1' };
  const before = mirror.asked.length;
  const child = spawnLabvm(['--serve', '/image pull slitaz'], { env });
  try {
    await expect.poll(() => mirror.asked.length).toBeGreaterThan(before);
    // Not by execa, which kills whoever does not end in five seconds.
    process.kill(child.pid ?? 0, 'SIGTERM');
    const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
    const ended = await Promise.race([child, late]);
    if (!ended) throw new Error('labvm did not end.');
    expect(ended.stderr.match(/^.*(?:is left behind|still holds it).*$/gm) ?? []).toEqual([]);
    expect({ signal: ended.signal, code: ended.exitCode }).toEqual({ signal: undefined, code: 0 });
  } finally {
    child.kill('SIGKILL');
  }
});
