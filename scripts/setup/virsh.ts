import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Runs virsh on one libvirt. */
export interface Virsh {
  /** Runs one command and returns what it printed; a failure carries libvirt's own words. */
  run(...command: readonly string[]): Promise<string>;
  /**
   * Runs several questions over one connection. null for each that failed: what is not there, is not there.
   * Names must hold nothing but letters, digits and hyphens, as all of set-up's do.
   */
  ask(...questions: readonly string[]): Promise<readonly (string | null)[]>;
  /** Runs a command whose last argument is a file of XML. */
  withXml(xml: string, ...command: readonly string[]): Promise<string>;
}

const SEPARATOR = '=-=-=';

/**
 * @param timeoutMs the longest that one call may take: the first one makes libvirt look at QEMU, and a network with NAT
 *   is some fifty programs that libvirt starts one after the other, which took 40 s on a host whose cores were taken
 */
export function openVirsh(socket: string, timeoutMs = 180_000): Virsh {
  const connection = ['-c', `qemu:///system?socket=${encodeURI(socket)}`, '-q'];
  const options = { env: { LC_ALL: 'C' }, timeout: timeoutMs, stdin: 'ignore' } as const;

  const run = async (...command: readonly string[]): Promise<string> => {
    const result = await execa('virsh', [...connection, ...command], { ...options, reject: false });
    if (result.failed) {
      const said = result.timedOut
        ? `no answer within ${timeoutMs} ms`
        : result.stderr || result.shortMessage || '';
      throw new Error(`virsh ${command.join(' ')}: ${said.trim()}`);
    }
    return result.stdout;
  };

  return {
    run,

    async ask(...questions) {
      // virsh goes on after a question that failed, and an `echo` before each shows where its answer begins.
      const script = questions.map((question) => `echo ${SEPARATOR}; ${question}`).join('; ');
      const result = await execa('virsh', [...connection, script], { ...options, reject: false });
      const answers = result.stdout.split(SEPARATOR).slice(1);
      if (answers.length !== questions.length) {
        throw new Error(`libvirt at ${socket} did not answer: ${result.stderr || result.shortMessage}`);
      }
      return answers.map((answer) => answer.trim() || null);
    },

    async withXml(xml, ...command) {
      const folder = await mkdtemp(join(tmpdir(), 'labvm-xml-'));
      try {
        const file = join(folder, 'definition.xml');
        await writeFile(file, xml, { mode: 0o600 });
        return await run(...command, file);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
