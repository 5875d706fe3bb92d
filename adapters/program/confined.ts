import type { ProgramOrder } from '../../src/base/program.ts';

/** The user whom nothing belongs to, and their group (Debian: base-passwd; also the kernel's own overflow id). */
const NOBODY = '65534';

/**
 * The command line that holds a program, of util-linux: setpriv(1) changes who it is, lets it gain no right, and has it
 * killed when labvm ends; prlimit(1) sets what it may take (setrlimit(2)).
 * @param isRoot whether labvm is; nobody else can become another user, and then has no rights that could be taken
 */
export function confined(
  order: Omit<ProgramOrder, 'signal' | 'stdin' | 'files' | 'onOutput'>,
  isRoot: boolean,
): readonly string[] {
  const { memoryBytes, cpuSeconds, fileBytes = 0 } = order.limits;
  const kept = ['-all', ...(order.keeps ?? []).map((right) => `+${right}`)].join(',');
  const rights = isRoot ? [...becoming(order.as), '--inh-caps=-all', `--bounding-set=${kept}`] : [];
  const limits = [`--as=${memoryBytes}`, `--cpu=${cpuSeconds}`, `--fsize=${fileBytes}`, '--core=0'];
  return [
    ...['setpriv', ...rights, '--no-new-privs', '--pdeathsig', 'KILL', '--'],
    ...['prlimit', ...limits, '--'],
    ...[order.name, ...order.arguments],
  ];
}

function becoming(as: ProgramOrder['as']): readonly string[] {
  if (as === 'self') return [];
  if (as === 'nobody') return ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups'];
  return ['--reuid', as.user, '--regid', as.user, '--init-groups'];
}

/**
 * All that a program finds in its environment; labvm's own holds the tokens of chats.
 * @param path where programs are looked for
 */
export function environmentOf(path = ''): Readonly<Record<string, string>> {
  const folders = path.split(':').filter((folder) => folder.startsWith('/'));
  return { PATH: folders.length > 0 ? folders.join(':') : SYSTEM_PATH, LC_ALL: 'C.UTF-8' };
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Why the program was never started, in the words of one of its two holders; null: it was. */
export function holdersFailure(
  stderr: string,
): { readonly isMissing: boolean; readonly words: string } | null {
  const words = /^(?:setpriv|prlimit): .*/m.exec(stderr)?.[0];
  return words === undefined ? null : { isMissing: words.includes('failed to execute'), words };
}
