import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExactly } from '../../adapters/libvirt/screen/read-exactly.ts';
import { planOf } from '../contract/hypervisor-lab.ts';
import { consoleLogs, liveLab } from '../contract/live-lab.ts';
import { makeClone } from '../scripts/setup/support/clone.ts';
import { virsh } from './support/host.ts';
import type { JsonAnswer } from './support/labvm.ts';

/** Debian's `daemon`, whom nothing belongs to: libvirt wants a user who has a name (base-passwd). */
const NOBODY = 1;
const GROUP = 64_998;

/** labvm as a user who may use libvirt by their group alone, as distributions set it up. */
describe('labvm without root', () => {
  let folder = '';
  let clone = '';
  const socket = process.env.LABVM_LIBVIRT_SOCKET ?? '';

  beforeAll(async () => {
    // What the group `libvirt` is on Debian: the lab's socket is root's alone otherwise.
    await chown(socket, 0, GROUP);
    await chmod(socket, 0o770);
    clone = await makeClone();
    folder = await mkdtemp(join(process.env.TMPDIR ?? '/tmp', 'labvm-user-'));
    // What set-up has written of the images, for this user.
    await cp(process.env.LABVM_DATA_DIR ?? '', join(folder, 'data'), { recursive: true });
    await execa('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
    for (let above = dirname(folder); above !== '/tmp' && above !== '/'; above = dirname(above))
      await chmod(above, 0o711).catch(() => undefined);
  });
  afterAll(async () => {
    await asUser('/vm delete alone --yes');
    await chown(socket, 0, 0);
    await chmod(socket, 0o700);
    for (const path of [folder, clone]) await rm(path, { recursive: true, force: true });
  });

  async function asUser(line: string, groups = String(GROUP)): Promise<JsonAnswer> {
    const as = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--groups', groups, '--'];
    const main = [join(clone, 'node_modules/.bin/node'), join(clone, 'src/main.ts'), '--json', line];
    const { stdout, stderr } = await execa('setpriv', [...as, ...main], {
      env: { LANG: 'C', LABVM_DATA_DIR: join(folder, 'data'), HOME: folder },
      reject: false,
      stdin: 'ignore',
    });
    try {
      return JSON.parse(stdout) as JsonAnswer;
    } catch {
      throw new Error(`${line}: ${stdout}\n${stderr}`);
    }
  }

  it('makes a machine, sees its screen, types at it, and keeps others out', async () => {
    const created = await asUser('/vm create tiny alone');
    expect(created.error).toBeUndefined();
    expect(await asUser('/vm screenshot alone')).toMatchObject({
      ok: true,
      screenshot: { png: expect.stringMatching(/^iVBOR/), width: expect.any(Number) },
    });
    expect(await asUser('/vm type alone "echo hi"')).toMatchObject({ ok: true });
    expect(await asUser('/vm log alone')).toMatchObject({ ok: true });

    // Nobody sees the password who may not write to libvirt, and it is on no command line.
    const open = await virsh('dumpxml', 'alone', '--security-info');
    const [, password = ''] = /passwd='([A-Za-z0-9]{8})'/.exec(open) ?? [];
    expect(password).not.toBe('');
    expect(await virsh('dumpxml', 'alone')).not.toContain(password);
    const { stdout } = await execa('ps', ['axww', '-o', 'args']);
    expect(stdout).toContain('-vnc');
    expect(stdout).not.toContain(password);

    // The port is the loopback's, and asks.
    const [, port = ''] = /<graphics type='vnc' port='(\d+)'/.exec(open) ?? [];
    const stranger = connect(Number(port), '127.0.0.1');
    await once(stranger, 'connect');
    await readExactly(stranger, 12);
    stranger.write('RFB 003.008\n');
    const [count = 0] = await readExactly(stranger, 1);
    const ways = await readExactly(stranger, count);
    expect([...ways]).toEqual([2]);
    stranger.write(Buffer.from([2]));
    await readExactly(stranger, 16);
    stranger.write(Buffer.alloc(16));
    expect((await readExactly(stranger, 4)).readUInt32BE()).toBe(1);
    stranger.destroy();
    const { stdout: listening } = await execa('ss', ['-Hltn', `sport = :${port}`]);
    const own = listening.split('\n').map((line) => line.trim().split(/\s+/)[3]);
    expect(own).toEqual([`127.0.0.1:${port}`]);
  });

  it('has its consoles’ logs among the volumes, and says that those of root’s machines are root’s', async () => {
    expect(await virsh('vol-list', 'labvm')).toMatch(/vm-\S+\.log/);
    const root = liveLab().open();
    const { ref } = await root.create(planOf('of-root', { owner: 'terminal:local' }));
    const log = await asUser('/vm log of-root');
    expect(log.error).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/only root can read/),
    });
    expect(await asUser('/vm delete of-root --yes')).toMatchObject({ ok: true });
    // Its disk went; the log is root's to remove.
    const left = (await consoleLogs()).filter((name) => name.includes(ref));
    expect(left).toEqual([`vm-${ref}.log`]);
    expect(await virsh('vol-list', 'labvm')).not.toContain(ref);
    await root.remove(ref);
    expect((await consoleLogs()).filter((name) => name.includes(ref))).toEqual([]);
    await root.close();
  });

  it('examines the host as far as it may, and says what only root can test', async () => {
    let found = new Map<string, string>();
    // On a busy host not every look has ended when the report is due, which it says.
    const ask = async () => {
      const { checks = [] } = await asUser('/host doctor');
      found = new Map(checks.map(({ name, detail }) => [name, detail]));
      return checks.filter(({ detail }) => detail.includes('no answer when')).length;
    };
    await expect.poll(ask).toBe(0);
    // A guest asks, as far as it has come when the report is due.
    expect(found.get('lease')).toMatch(
      /^192\.168\.150\.\d+ was given to a probe guest$|probe guest .*report was due/,
    );
    expect(found.get('way-out')).toMatch(/forwarding is on; .*only root can test/);
    expect(found.get('addresses')).toMatch(/of 253 addresses/);
    expect(found.get('pool')).toMatch(/QEMU’s user libvirt-qemu can open/);
    expect(found.get('machine-files')).toMatch(/are there and can be opened/);
  });

  it('without the group says what is missing', async () => {
    const answer = await asUser('/vm list', String(NOBODY));
    expect(answer.ok).toBe(false);
    expect(answer.error?.code).toBe('host-unreachable');
    const { checks = [] } = await asUser('/host doctor', String(NOBODY));
    expect(checks.find(({ name }) => name === 'hypervisor')?.detail).toMatch(
      /is not allowed to use libvirt \(system: "/,
    );
  });
});
