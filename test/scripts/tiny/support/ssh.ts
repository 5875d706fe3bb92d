import { execa } from 'execa';

/** Makes a key pair in a folder. Returns the path of the private key and the text of the public one. */
export async function makeKey(directory: string): Promise<{ path: string; publicKey: string }> {
  const path = `${directory}/key`;
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'teacher@lab', '-f', path]);
  const { stdout } = await execa('ssh-keygen', ['-y', '-f', path]);
  return { path, publicKey: stdout };
}

/** Runs a command in a guest. */
export async function ssh(port: number, key: string, command: string): Promise<string> {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ];
  const words = options.flatMap((option) => ['-o', option]);
  const { stdout } = await execa('ssh', [...words, '-i', key, '-p', String(port), 'root@127.0.0.1', command]);
  return stdout;
}

/** The host key that a guest shows. */
export async function hostKey(port: number): Promise<string> {
  const { stdout } = await execa('ssh-keyscan', ['-t', 'ed25519', '-p', String(port), '127.0.0.1']);
  return stdout.split(' ').slice(1).join(' ');
}
