import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAgent } from './support/agent.ts';
import { deleteMachines } from './support/clean.ts';
import { virsh } from './support/host.ts';
import { inside, tell } from './support/inside.ts';
import { json, pipe, succeed } from './support/labvm.ts';
import { listen } from './support/listen.ts';
import { type SmallPool, smallPool } from './support/small-pool.ts';
import { wholeReport } from './support/whole-report.ts';

/** Nothing is kept free of a disk that is smaller than the usual reserve. */
const ENV = { LABVM_RESERVE_DISK_GIB: '0' };

/** The same lines in both languages. */
async function read(...lines: readonly string[]): Promise<{ en: string; es: string }> {
  const [en, es] = await Promise.all(
    ['C', 'es_ES.UTF-8'].map(async (LANG) => (await pipe(lines, { env: { ...ENV, LANG } })).stdout),
  );
  return { en: en ?? '', es: es ?? '' };
}

/** A host whose disk fills up under a machine, in order: every test leaves it as the next one needs it. */
describe('a host whose disk is full', () => {
  let pool: SmallPool;
  let bot: ReturnType<typeof listen>;

  beforeAll(async () => {
    pool = await smallPool(1024);
    bot = listen();
  });
  afterAll(async () => {
    try {
      await deleteMachines();
    } finally {
      await pool.close();
    }
    expect(await bot.stop()).toBe(0);
  });

  it('refuses a start that could fill it under the machines that run, with the figures', async () => {
    const { error } = await json('/vm create tiny web1');
    expect(error?.code).toBe('no-capacity');
    expect(error?.message).toMatch(
      /takes 1 GiB of disk, and it has 0 left\. Its disk has \d+ MiB free, 2 GiB are kept in reserve/,
    );
    expect(error?.hint).toMatch(/\/vm delete, \/image prune/);
  });

  it('pauses a machine that writes, and says why: in the notice, on its card, and to the doctor', async () => {
    await succeed('/vm create tiny web1', { env: ENV });
    await pool.fill(5);
    // Once it is told to: a machine that stands still says no more that it was told so.
    const write =
      'until [ -e /go ]; do usleep 100000; done; dd if=/dev/zero of=/data/big bs=1M count=20 conv=fsync; echo $? >/done';
    await inside('web1', `[ -e /begun ] || { >/begun; (${write}) >/dev/null 2>&1 & }; true`);
    await tell('web1', '>/go');
    expect(await bot.until(/web1/)).toBe('web1 se ha puesto en pausa: el disco del anfitrión está lleno.');
    expect(await bot.until(/Libere espacio/)).toMatch(/después: \/vm resume web1$/);
    expect(await virsh('domstate', 'web1', '--reason')).toBe('paused (I/O error)');
    expect(await virsh('domblkerror', 'web1')).toBe('vda: no space');

    const { en, es } = await wholeReport(() => read('/vm show web1', '/vm resume web1', '/host doctor'));
    expect(en).toMatch(/^State +paused: the host's disk is full$/m);
    expect(es).toMatch(/^Estado +en pausa: el disco del anfitrión está lleno$/m);
    expect(en).toMatch(
      /^web1 is paused: the host's disk is full\. The disk has \d+ MiB free, and a machine needs 100/m,
    );
    expect(es).toMatch(
      /^web1 está en pausa: .* El disco tiene \d+ MiB libres, y una máquina necesita 100 MiB/m,
    );
    expect(en).toMatch(/^✗ Disk .*paused when the disk was full: web1$/m);
    expect(es).toMatch(/^✗ Disco .*en pausa desde que se llenó el disco: web1$/m);
    expect(await virsh('domstate', 'web1', '--reason')).toBe('paused (I/O error)');
  });

  it('lets it go on where it was, once there is room, and says that its clock is behind', async () => {
    await pool.makeRoom();
    const { vm, view } = await succeed('/vm resume web1', { env: ENV });
    expect(vm).toMatchObject({ power: 'running' });
    expect(view.text).toMatch(/^The clock of web1 stood still .*\n.*hwclock -s -u$/m);
    expect(await virsh('domstate', 'web1', '--reason')).toBe('running (unpaused)');
    await expect.poll(() => inside('web1', 'cat /done; ls -l /data/big')).toMatch(/^0\n.* 20971520 /);
  });

  it('has its clock set by the agent, where there is one', async () => {
    await runAgent('web1', new URL('support/clock-agent.sh', import.meta.url));
    const { stdout } = await pipe(['/vm pause web1', '/vm resume web1'], { env: ENV });
    expect(stdout).toMatch(/running/);
    expect(await virsh('domstate', 'web1')).toBe('running');
    expect(await inside('web1', 'cat /told')).toMatch(/guest-set-time/);
  });
});
