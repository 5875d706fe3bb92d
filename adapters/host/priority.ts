import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Where the system shares its processors among sessions first, and only then among their processes (proc(5)). */
const SESSION = '/proc/self/autogroup';

/** A process, as far as it is asked whose it is. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
}

/**
 * Lets this process go before the guests, which take every processor they get: who asks is to be answered while thirty
 * machines boot. QEMU is started by libvirt and does not inherit it. Its session goes with it where nobody else is in it,
 * and is as it was once the process has ended; otherwise all that a shell or a test has started would go before guests.
 * @returns whether the system allows it; it does to root (setpriority(2))
 */
export function goBeforeGuests(): boolean {
  const nice = constants.priority.PRIORITY_HIGH;
  try {
    setPriority(nice);
  } catch {
    return false;
  }
  try {
    if (!isAlone(process.pid, allProcesses())) return true;
    const before = / nice (-?\d+)/.exec(readFileSync(SESSION, 'utf8'))?.[1] ?? '0';
    writeFileSync(SESSION, String(nice));
    process.once('exit', () => put(before));
  } catch {
    // Not every kernel groups by session; then the priority alone does it.
  }
  return true;
}

function put(nice: string): void {
  try {
    writeFileSync(SESSION, nice);
  } catch {
    // It ends all the same.
  }
}

/** Whether a process shares its session with none but those that it comes from, such as npm and a shell. */
export function isAlone(pid: number, processes: readonly ProcessFacts[]): boolean {
  const byPid = new Map(processes.map((one) => [one.pid, one]));
  const own = byPid.get(pid);
  const line = new Set<number>();
  for (let one = own; one && !line.has(one.pid); one = byPid.get(one.parent)) line.add(one.pid);
  return own !== undefined && processes.every((one) => one.session !== own.session || line.has(one.pid));
}

function allProcesses(): readonly ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [factsOf(readFileSync(`/proc/${name}/stat`, 'utf8'))];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Reads a line of `/proc/<pid>/stat`: the name in its brackets may hold anything (proc(5)). */
export function factsOf(stat: string): ProcessFacts {
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid: Number.parseInt(stat, 10), parent: Number(rest[1]), session: Number(rest[3]) };
}
