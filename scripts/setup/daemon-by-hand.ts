import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { KVM_DEVICE } from '../../adapters/host/kvm-facts.ts';
import { SetupError } from './step.ts';

const PID_FILE = '/run/libvirtd.pid';
const LOG_FILE = '/var/log/libvirt/libvirtd.log';

/** The process id of the libvirtd that runs, or null. */
export async function runningDaemon(): Promise<number | null> {
  const pid = Number(await readFile(PID_FILE, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'libvirtd' ? pid : null;
}

/** Whether libvirtd sees something else in the place of /dev/kvm; null if that cannot be known. */
export async function isKvmMasked(): Promise<boolean | null> {
  const pid = await runningDaemon();
  const mounts = pid === null ? null : await readFile(`/proc/${pid}/mountinfo`, 'utf8').catch(() => null);
  if (mounts === null) return null;
  // The fifth field is where a thing is mounted: proc_pid_mountinfo(5).
  return mounts.split('\n').some((line) => line.split(' ')[4] === KVM_DEVICE);
}

/**
 * Starts virtlogd and libvirtd as daemons of their own: they outlive this process and its terminal, and log to
 * files in /var/log/libvirt.
 */
export async function startByHand({ maskKvm }: { readonly maskKvm: boolean }): Promise<void> {
  const starter = join(import.meta.dirname, 'start-libvirt.sh');
  const reaper = ['perl', join(import.meta.dirname, 'reaper.pl'), 'bash', starter];
  // `slave`: what the administrator mounts later is seen by the daemon, what is hidden from it stays its own.
  const command = maskKvm
    ? ['unshare', '--mount', '--propagation', 'slave', ...reaper, '--mask-kvm']
    : reaper;
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  child.unref();
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  // The reaper closes its output as soon as the daemons listen, or could not be started.
  const said = (await Promise.race([text(child.stdout), failed])).trim();
  if (said === 'started') return;
  throw new SetupError(
    { en: `libvirtd does not start: ${said}`, es: `libvirtd no arranca: ${said}` },
    { en: `See the end of ${LOG_FILE}.`, es: `Vea el final de ${LOG_FILE}.` },
  );
}

/** Ends a libvirtd and waits for it to be gone. Guests, if any, go on. */
export async function stopByHand(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await runningDaemon()) !== pid) return;
    await delay(50);
  }
  throw new SetupError(
    { en: `libvirtd (process ${pid}) does not end.`, es: `libvirtd (proceso ${pid}) no termina.` },
    `kill ${pid}`,
  );
}
