import { readFileSync, readlinkSync } from 'node:fs';

/** A process of this host, told apart from any later one with the same number. */
export interface ProcessIdentity {
  /** Of the kernel's current run: another one means that the process is gone. */
  readonly bootId: string;
  /** Process numbers mean something only within it. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** When the process began, in clock ticks since boot. */
  readonly startedTicks: string;
}

/** This process. Fields are empty where the system has no /proc; then only beats tell whether a process lives. */
export function ownIdentity(): ProcessIdentity {
  return {
    bootId: orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
    pid: process.pid,
    startedTicks: statOf(process.pid)?.startedTicks ?? '',
  };
}

/** Whether a process can be told to be gone. `unknown`: it runs where this one cannot see it. */
export function fateOf(other: ProcessIdentity, own: ProcessIdentity): 'alive' | 'gone' | 'unknown' {
  if (other.bootId === '' || own.bootId === '') return 'unknown';
  // The database is in WAL mode, which needs shared memory: whoever uses it runs on this kernel.
  if (other.bootId !== own.bootId) return 'gone';
  if (other.pidNamespace !== own.pidNamespace || other.startedTicks === '') return 'unknown';
  const stat = statOf(other.pid);
  return stat && stat.startedTicks === other.startedTicks && !stat.ended ? 'alive' : 'gone';
}

/** State and start of a process: fields 3 and 22 of /proc/<pid>/stat, see proc(5). */
function statOf(pid: number): { readonly ended: boolean; readonly startedTicks: string } | null {
  const line = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in brackets, and may hold spaces and brackets itself.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, startedTicks] = [fields[0], fields[19]];
  if (state === undefined || startedTicks === undefined) return null;
  // Killed, and waiting for its parent to notice.
  return { ended: state === 'Z' || state === 'X', startedTicks };
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
