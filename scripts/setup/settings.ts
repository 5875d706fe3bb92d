import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Whoever labvm runs as: files of the data directory belong to them, also when root sets the host up. */
export interface Person {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Everything that set-up reads from the environment. */
export interface Settings {
  readonly isRoot: boolean;
  readonly person: Person;
  readonly libvirtSocket: string;
  readonly dataDir: string;
  /** Where the guest image is built; shared by all clones on the host. */
  readonly tinyDir: string;
  /** The subnet of the network `labvm` as an administrator wants it, such as `10.20.0.0/22`. */
  readonly subnet: string | undefined;
}

/** The libvirt socket of a host as Debian ships it. */
export const DEFAULT_LIBVIRT_SOCKET = '/run/libvirt/libvirt-sock';

/**
 * Where labvm keeps its database and manifests if `LABVM_DATA_DIR` says nothing: /var/lib/labvm for root, else
 * the person's state directory (XDG base directory specification).
 */
export function defaultDataDir(person: Person, env: NodeJS.ProcessEnv): string {
  if (person.uid === 0) return '/var/lib/labvm';
  return join(env.XDG_STATE_HOME || join(person.home, '.local', 'state'), 'labvm');
}

/** Reads the settings; `LABVM_SETUP_USER` names whom an administrator sets the host up for. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const person = personOf(env.LABVM_SETUP_USER);
  return {
    isRoot: process.getuid?.() === 0,
    person,
    libvirtSocket: env.LABVM_LIBVIRT_SOCKET || DEFAULT_LIBVIRT_SOCKET,
    dataDir: env.LABVM_DATA_DIR || defaultDataDir(person, env),
    tinyDir: env.LABVM_TINY_DIR || '/var/cache/labvm/tiny',
    subnet: env.LABVM_NETWORK_SUBNET || undefined,
  };
}

function personOf(name: string | undefined): Person {
  if (name === undefined || name === '') {
    const me = userInfo();
    return { name: me.username, uid: me.uid, gid: me.gid, home: homedir() };
  }
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`));
  const [, , uid, gid, , home] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined || home === undefined) {
    throw new Error(`LABVM_SETUP_USER: there is no user '${name}' in /etc/passwd. Name one that exists.`);
  }
  return { name, uid: Number(uid), gid: Number(gid), home };
}
