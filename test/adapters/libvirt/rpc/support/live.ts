import { randomBytes } from 'node:crypto';
import { execa } from 'execa';
import { XMLBuilder } from 'fast-xml-parser';

/** What to do when a live test finds no daemon. */
const howToGetOne =
  'This test talks to a real libvirt daemon. Run it inside a lab of its own: ' +
  'scripts/lab-host/enter.sh -- vitest run test/adapters/libvirt/rpc/daemon.live.test.ts';

/** A variable that the lab host sets. Throws with the way to a lab if it is missing. */
export const labVariable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set. ${howToGetOne}`);
  return value;
};

/** The lab daemon's unix socket. */
export const labSocket = (): string => labVariable('LABVM_LIBVIRT_SOCKET');

/** Runs virsh on the same daemon: the oracle. Returns what it prints, without the blank lines at the end. */
export const virsh = async (...args: readonly string[]): Promise<string> => {
  const uri = `qemu+unix:///system?socket=${labSocket()}`;
  const { stdout } = await execa('virsh', ['--quiet', '--connect', uri, ...args], {
    env: { LC_ALL: 'C.UTF-8' },
  });
  return stdout.trimEnd();
};

/** A value from virsh's lists of `Name:   value`. */
export const field = (listing: string, name: string): string | undefined =>
  listing
    .split('\n')
    .map((line) => line.split(/:\s+/, 2))
    .find(([key]) => key?.trim() === name)?.[1]
    ?.trim();

/** A name that no other test uses. */
export const uniqueName = (): string => `rpc-${randomBytes(4).toString('hex')}`;

/** XML from a tree; attributes begin with `@`. */
export const xml = (tree: object): string =>
  new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true }).build(tree);

/** The least machine that libvirt starts: firmware that talks on the serial line, and nothing to boot. */
export const tinyDomain = (name: string): string =>
  xml({
    domain: {
      '@type': 'qemu',
      name,
      memory: { '@unit': 'MiB', '#text': 32 },
      os: { type: { '@arch': 'x86_64', '@machine': 'pc', '#text': 'hvm' }, bios: { '@useserial': 'yes' } },
      devices: {
        serial: { '@type': 'pty' },
        console: { '@type': 'pty' },
        video: { model: { '@type': 'vga' } },
        memballoon: { '@model': 'none' },
      },
    },
  });
