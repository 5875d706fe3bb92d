import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from 'bcryptjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { createFirstBootMaker } from '../../../adapters/first-boot/index.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'labvm-first-boot-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const KEYS = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA ana@laptop', `ssh-rsa ${'A'.repeat(700)} a: "b" #c`];
const WISH = { requestId: 'job-1', hostname: 'web1', keys: KEYS, userData: null } as const;

describe('a seed for cloud-init', () => {
  test('names the machine, and lets the keys in', async () => {
    const seed = await createFirstBootMaker(folder()).make({ ...WISH, kind: 'nocloud' });
    if (seed.kind !== 'nocloud') throw new Error('not a seed');
    expect(parse(seed.metaData)).toEqual({
      'instance-id': 'job-1',
      'local-hostname': 'web1',
      'public-keys': KEYS,
    });
    expect(seed.userData).toMatch(/^#cloud-config\n/);
    expect(parse(seed.userData)).toEqual({ ssh_authorized_keys: KEYS });
    // Simple readers know no folded lines.
    for (const key of KEYS)
      expect(seed.metaData.split('\n').some((line) => line.includes(key.slice(0, 40)))).toBe(true);
  });

  test('says texts that no reader takes for something else', async () => {
    const maker = createFirstBootMaker(folder());
    for (const hostname of ['on', 'no', 'yes', 'off', 'null', 'true', 'y', 'n']) {
      const seed = await maker.make({ ...WISH, hostname, requestId: '2026-11-27', kind: 'nocloud' });
      if (seed.kind !== 'nocloud') throw new Error('not a seed');
      for (const version of ['1.1', '1.2'] as const)
        expect(parse(seed.metaData, { version })).toEqual({
          'instance-id': '2026-11-27',
          'local-hostname': hostname,
          'public-keys': KEYS,
        });
    }
  });

  test('has the password as a hash that cloud-init knows, and opens SSH to it only where there is no key', async () => {
    const maker = createFirstBootMaker(folder());
    const password = await maker.passwordOf('job-1');
    const seed = async (keys: readonly string[]) => {
      const made = await maker.make({ ...WISH, keys, kind: 'nocloud' });
      if (made.kind !== 'nocloud') throw new Error('not a seed');
      expect(JSON.stringify(made)).not.toContain(password);
      return parse(made.vendorData) as { password: string; ssh_pwauth: boolean };
    };
    const { password: hash, ssh_pwauth } = await seed(KEYS);
    // What cc_set_passwords takes for a hash.
    expect(hash).toMatch(/^\$(?:1|2a|2y|5|6)(?:\$.+){2}/);
    expect(await compare(password, hash)).toBe(true);
    expect(ssh_pwauth).toBe(false);
    expect((await seed([])).ssh_pwauth).toBe(true);
  });

  test('carries a teacher’s own words as they are', async () => {
    const maker = createFirstBootMaker(folder());
    const seed = await maker.make({
      ...WISH,
      userData: '#cloud-config\npackages: [htop]\n',
      kind: 'nocloud',
    });
    expect(seed).toMatchObject({ userData: '#cloud-config\npackages: [htop]\n' });
  });
});

test('Ignition is told name, keys and password of its one user', async () => {
  const made = await createFirstBootMaker(folder()).make({ ...WISH, kind: 'ignition' });
  if (made.kind !== 'ignition') throw new Error('not for Ignition');
  expect(JSON.parse(made.config)).toEqual({
    ignition: { version: '3.3.0' },
    passwd: {
      users: [{ name: 'core', sshAuthorizedKeys: KEYS, passwordHash: expect.stringMatching(/^\$2y\$10\$/) }],
    },
    storage: {
      files: [{ path: '/etc/hostname', mode: 420, overwrite: true, contents: { source: 'data:,web1%0A' } }],
    },
  });
});

describe('a password', () => {
  test('is the same for the same machine in every process, and another one for another', async () => {
    const place = folder();
    const [one, two] = [createFirstBootMaker(place), createFirstBootMaker(place)];
    const all = await Promise.all([one.passwordOf('a'), two.passwordOf('a'), one.passwordOf('b')]);
    expect(all[0]).toBe(all[1]);
    // As the file has it, too, and not as one of several that made it at the same moment.
    expect(await createFirstBootMaker(place).passwordOf('a')).toBe(all[0]);
    expect(all[0]).not.toBe(all[2]);
    expect(all[0]).toMatch(/^[a-z2-9]{4}(?:-[a-z2-9]{4}){3}$/);
    expect(await createFirstBootMaker(folder()).passwordOf('a')).not.toBe(all[0]);
  });

  test('comes of a secret that nobody else may read, and of nothing else', async () => {
    const place = folder();
    await createFirstBootMaker(place).passwordOf('a');
    expect(await readdir(place)).toEqual(['passwords.key']);
    expect((await stat(join(place, 'passwords.key'))).mode & 0o777).toBe(0o600);
  });

  test('is not made of a secret that is cut off', async () => {
    const place = folder();
    await writeFile(join(place, 'passwords.key'), 'short');
    await expect(createFirstBootMaker(place).passwordOf('a')).rejects.toThrow(/passwords\.key/);
  });
});
