import { execa } from 'execa';
import type { JsonVm } from './labvm.ts';

const OPTIONS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=no',
  'UserKnownHostsFile=/dev/null',
  'LogLevel=ERROR',
  // One a second: the guest makes its host key when it has its address.
  'ConnectionAttempts=120',
].flatMap((option) => ['-o', option]);

/** Runs a command in a machine, as who holds a key. */
export async function ssh(vm: JsonVm | undefined, key: string, command: string): Promise<string> {
  const { stdout } = await execa('ssh', [...OPTIONS, '-i', key, `root@${vm?.addresses[0]?.ip}`, command]);
  return stdout;
}
