import { execa } from 'execa';
import type { Text } from '../../src/base/text.ts';
import { RESTART_LIBVIRT } from '../../src/host/restart-libvirt.ts';
import { socketState } from './socket.ts';
import { SetupError } from './step.ts';

/** Debian 12 has libvirtd with a socket unit in front; the log daemon is drawn in by it. */
const UNITS = ['libvirtd.socket', 'libvirtd.service'];

/** What an administrator does to hide a dead KVM from libvirtd. Set-up proposes it only: it restarts the daemon. */
export const maskWithSystemd: Text = {
  en: `as root: run systemctl edit libvirtd, add the two lines '[Service]' and 'InaccessiblePaths=/dev/kvm', then ${RESTART_LIBVIRT} (machines keep running).`,
  es: `como root: ejecute systemctl edit libvirtd, añada las dos líneas «[Service]» e «InaccessiblePaths=/dev/kvm», y después ${RESTART_LIBVIRT} (las máquinas siguen en marcha).`,
};

/** Starts libvirtd now and at every boot. */
export async function startWithSystemd(socket: string): Promise<void> {
  const result = await execa('systemctl', ['enable', '--now', ...UNITS], { reject: false, timeout: 90_000 });
  if (!result.failed && (await socketState(socket)) !== 'silent') return;
  const said = result.stderr || `nobody listens on ${socket}`;
  throw new SetupError(
    { en: `libvirtd does not start: ${said}`, es: `libvirtd no arranca: ${said}` },
    'systemctl status libvirtd; journalctl -u libvirtd -n 50',
  );
}

/** Restarts libvirtd, which looks for hooks only when it starts. Machines go on running meanwhile. */
export async function restartWithSystemd(): Promise<void> {
  const result = await execa('systemctl', ['restart', 'libvirtd.service'], {
    reject: false,
    timeout: 90_000,
  });
  if (!result.failed) return;
  throw new SetupError(
    {
      en: `libvirtd does not restart: ${result.stderr}`,
      es: `libvirtd no se reinicia: ${result.stderr}`,
    },
    'systemctl status libvirtd; journalctl -u libvirtd -n 50',
  );
}
