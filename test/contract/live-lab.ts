import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import {
  createLibvirtHypervisor,
  type LibvirtHypervisor,
  type LibvirtOptions,
} from '../../adapters/libvirt/index.ts';
import { writeXml, type Xml } from '../../adapters/libvirt/xml.ts';
import { createPrograms } from '../../adapters/program/index.ts';
import { silentLog } from '../../src/base/log.ts';

/** The lab host that this test runs in, and tools that know nothing of labvm. */
export interface LiveLab {
  open(changes?: Partial<LibvirtOptions>): LibvirtHypervisor;
  /** Runs virsh; fails with its own words. */
  virsh(...command: readonly string[]): Promise<string>;
  /** Defines a domain of the smallest kind, with extra XML in its description. */
  define(name: string, extra?: Xml): Promise<void>;
  /** The files in the pool whose names contain a text, and such logs of consoles. */
  files(part: string): Promise<readonly string[]>;
  /** Kills the QEMU of a machine. */
  killEngine(name: string): Promise<void>;
  /** Ends the daemon, does something meanwhile, and starts it again. */
  withoutDaemon(act: () => Promise<void>): Promise<void>;
}

/** Where disks and images lie. */
export const POOL_FOLDER = '/var/lib/libvirt/images/labvm';

/** Where the logs of consoles lie, which is no place of libvirt's. */
export const CONSOLE_FOLDER = join(POOL_FOLDER, '.console');

/** The logs of all consoles; none before the first machine was made. */
export async function consoleLogs(): Promise<readonly string[]> {
  return readdir(CONSOLE_FOLDER).catch(() => []);
}

/** @throws Error outside a lab host: these tests would work on the machine's own libvirt */
export function liveLab(): LiveLab {
  const { LABVM_LAB, LABVM_LIBVIRT_SOCKET: socketPath, LABVM_DATA_DIR: dataDir } = process.env;
  const pidFile = process.env.LABVM_LAB_LIBVIRTD_PIDFILE;
  if (LABVM_LAB !== '1' || !socketPath || !dataDir || !pidFile) {
    throw new Error(
      'This test needs a lab host: bash scripts/lab-host/enter.sh -- npx vitest run --project live',
    );
  }
  const virsh = async (...command: readonly string[]): Promise<string> => {
    const { stdout } = await execa('virsh', ['-q', '-c', 'qemu:///system', ...command]);
    return stdout;
  };

  return {
    virsh,
    open: (changes) =>
      createLibvirtHypervisor({
        socketPath,
        dataDir,
        kvmUsable: false,
        programs: createPrograms(),
        log: silentLog,
        ...changes,
      }),
    async define(name, extra = {}) {
      const os = { type: { '@arch': 'x86_64', '#text': 'hvm' } };
      const memory = { '@unit': 'MiB', '#text': '64' };
      const folder = await mkdtemp(join(tmpdir(), 'labvm-define-'));
      const file = join(folder, 'domain.xml');
      await writeFile(file, writeXml({ domain: { '@type': 'qemu', name, memory, os, ...extra } }));
      await virsh('define', file);
      await rm(folder, { recursive: true });
    },
    files: async (part) => {
      const files = [...(await readdir(POOL_FOLDER)), ...(await consoleLogs())];
      return files.filter((file) => file.includes(part)).sort();
    },
    async killEngine(name) {
      process.kill(Number(await readFile(`/run/libvirt/qemu/${name}.pid`, 'utf8')), 'SIGKILL');
    },
    async withoutDaemon(act) {
      const pid = Number(await readFile(pidFile, 'utf8'));
      process.kill(pid, 'SIGTERM');
      await over(pid);
      await act();
      await execa('libvirtd', ['-d'], { stdin: 'ignore' });
    },
  };
}

/** A process that is no child of ours ends without a word. */
async function over(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}
