import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runningDaemon } from './daemon-by-hand.ts';

/** Names a libvirtd that was there before the hook was: libvirt looks for hooks only when it starts. */
const MARK = '/run/labvm/libvirtd-without-hook';

/** Notes that the libvirtd that runs now does not know of the hook that has just been made. */
export async function markRunningDaemon(): Promise<void> {
  const daemon = await identity();
  if (daemon === null) return;
  await mkdir(dirname(MARK), { recursive: true, mode: 0o755 });
  await writeFile(MARK, daemon, { mode: 0o644 });
}

/** Whether the libvirtd that runs now has to be started anew before it runs the hook. */
export async function isHookless(): Promise<boolean> {
  const marked = await readFile(MARK, 'utf8').catch(() => null);
  return marked !== null && marked === (await identity());
}

/** Which process it is, also after its number has been given to another one. */
async function identity(): Promise<string | null> {
  const pid = await runningDaemon();
  if (pid === null) return null;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The 22nd field is when it was started; a name in parentheses is the second: proc_pid_stat(5).
  const startedAt = status?.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  return startedAt === undefined ? null : `${pid} ${startedAt}`;
}
