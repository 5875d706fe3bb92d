import type { Check } from '../../../src/host/doctor.ts';
import type { Text } from '../../../src/text.ts';
import { isRefused } from '../file-errors.ts';
import type { Transport } from '../rpc/index.ts';

/**
 * Whether libvirt takes connections at all: calls wait for one that is being restarted, longer than doctor does.
 * @returns nothing where it does; what it answers is for others to say
 */
export async function checkDaemon(transport: Transport, signal: AbortSignal): Promise<readonly Check[]> {
  try {
    (await transport.connect(signal)).destroy();
    return [];
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        name: 'hypervisor',
        label: LIBVIRT,
        state: 'bad',
        ...(isRefused(error) ? refused(reason) : ended(reason)),
      },
    ];
  }
}

const LIBVIRT: Text = { en: 'libvirt', es: 'libvirt' };

type Found = Pick<Check, 'detail' | 'remedy'>;

function ended(reason: string): Found {
  return {
    detail: { en: `is not running (${reason})`, es: `no está en marcha (${reason})` },
    remedy: {
      en: 'Start it as root: bash scripts/setup.sh. Machines that ran go on running.',
      es: 'Arránquelo como root: bash scripts/setup.sh. Las máquinas que estaban en marcha siguen.',
    },
  };
}

function refused(reason: string): Found {
  return {
    detail: { en: `does not let this user in (${reason})`, es: `no deja entrar a este usuario (${reason})` },
    remedy: {
      en: 'Run labvm as root, or put its user into the group libvirt: usermod -aG libvirt <user>, and log in anew.',
      es: 'Ejecute labvm como root, o añada su usuario al grupo libvirt: usermod -aG libvirt <usuario>, y vuelva a entrar.',
    },
  };
}
