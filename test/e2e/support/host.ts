import { execa } from 'execa';
import { consoleLogs } from '../../contract/live-lab.ts';
import { isShared } from '../../support/shared-machine.ts';

function uri(): string {
  const socket = process.env.LABVM_LIBVIRT_SOCKET;
  if (process.env.LABVM_LAB !== '1' || !socket) {
    throw new Error(
      'These tests need a lab host: run them with `npm test`, or inside `scripts/lab-host/enter.sh -- …`.',
    );
  }
  return `qemu+unix:///system?socket=${socket}`;
}

/** Asks libvirt's own client, which knows nothing of labvm. */
export async function virsh(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('virsh', ['-q', '-c', uri(), ...args]);
  return stdout.trim();
}

async function names(...args: readonly string[]): Promise<readonly string[]> {
  return (await virsh(...args)).split('\n').filter((name) => name !== '');
}

/** Everything that machines leave on a host, but for the shared one: domains, and volumes and logs that are no images. */
export async function leftOvers(): Promise<{ domains: readonly string[]; volumes: readonly string[] }> {
  const domains = await names('list', '--all', '--name');
  const volumes = (await names('vol-list', 'labvm')).map((line) => line.trim().split(/\s+/)[0] ?? '');
  // The folders for logs and for images that nobody has looked at stay, and libvirt lists them.
  const folders = ['.intake', '.console'];
  const stays = (name: string) => name.startsWith('image-') || folders.includes(name) || isShared(name);
  return {
    domains: domains.filter((name) => !isShared(name)),
    volumes: [...volumes, ...(await consoleLogs())].filter((name) => !stays(name)).toSorted(),
  };
}

export const NOTHING = { domains: [], volumes: [] };
