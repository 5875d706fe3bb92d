import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { noCloud } from '../../../adapters/first-boot/no-cloud.ts';

const parser = fileURLToPath(new URL('../../../scripts/tiny/rootfs/lib/tiny/seed.awk', import.meta.url));

/** What the guest reads from a seed, by the guest's own awk. */
async function read(...lines: string[]): Promise<string[]> {
  const { stdout } = await execa('busybox', ['awk', '-f', parser], { input: lines.join('\n') });
  return stdout === '' ? [] : stdout.split('\n');
}

describe('the reader of seeds in tiny', () => {
  it('reads names, quoted and with comments', async () => {
    expect(await read('hostname: web1')).toEqual(['name web1']);
    expect(await read('local-hostname: "web-2"  # the second')).toEqual(['name web-2']);
    expect(await read("hostname: 'web3'\r")).toEqual(['name web3']);
  });

  it('reads lists of keys at any depth', async () => {
    const lines = await read(
      '#cloud-config',
      'users:',
      '  - name: root',
      '    ssh_authorized_keys:',
      '      - ssh-ed25519 AAAAC3Nz teacher@lab',
      'ssh_authorized_keys:',
      '- "ecdsa-sha2-nistp256 AAAAE2Vj"',
      'public-keys:',
      '  - ssh-ed25519 AAAAC3Nm student@lab',
      'packages:',
      '  - ssh-ed25519 AAAAnotakey',
    );
    expect(lines).toEqual([
      'key ssh-ed25519 AAAAC3Nz teacher@lab',
      'key ecdsa-sha2-nistp256 AAAAE2Vj',
      'key ssh-ed25519 AAAAC3Nm student@lab',
    ]);
  });

  it.each(['on', 'no', 'yes', 'null', 'web1'])(
    'reads what labvm writes of a machine called %s',
    async (hostname) => {
      const key = 'ssh-ed25519 AAAAC3Nz a: b #c';
      const wish = { requestId: '1e3', hostname, keys: [key], userData: null };
      const { metaData, userData } = noCloud(wish, '$2y$10$x');
      expect(await read(...metaData.split('\n'))).toEqual([`name ${hostname}`, `key ${key}`]);
      expect(await read(...userData.split('\n'))).toEqual([`key ${key}`]);
    },
  );

  it.each([
    ['hostname: $(reboot)'],
    ['hostname: Web1'],
    ['hostname: 1web'],
    ['hostname: web 1'],
    ['hostname: web1;reboot'],
    [`hostname: ${'a'.repeat(64)}`],
    ['  hostname: nested'],
  ])('refuses the name in hostile line %#', async (line) => {
    expect(await read(line)).toEqual([]);
  });

  it.each([
    ['command="reboot" ssh-ed25519 AAAAC3Nz'],
    ['ssh-ed25519 $(reboot)'],
    ['ssh-ed25519'],
    ['ssh-ed25519 AAAA\u0007bell'],
    [`ssh-rsa ${'A'.repeat(9000)}`],
    ['root:x:0:0'],
  ])('refuses hostile key %#', async (key) => {
    expect(await read('ssh_authorized_keys:', `  - ${key}`)).toEqual([]);
  });
});
