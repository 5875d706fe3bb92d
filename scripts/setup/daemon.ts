import { access } from 'node:fs/promises';
import type { Text, Words } from '../../src/base/text.ts';
import { isKvmMasked, runningDaemon, startByHand, stopByHand } from './daemon-by-hand.ts';
import { maskWithSystemd, restartWithSystemd, startWithSystemd } from './daemon-systemd.ts';
import { isHookless } from './hookless-daemon.ts';
import { socketState } from './socket.ts';
import type { Host, Step } from './step.ts';

const RUNNING: Text = { en: 'running', es: 'en marcha' };

/** The libvirt daemon, that it knows of the network's hook, and that a dead KVM does not make it slow. */
export const daemon: Step = {
  name: { en: 'libvirt', es: 'libvirt' },

  async check(host) {
    // Refused to this user is an answer too: the step `access` sees to that.
    if ((await socketState(host.settings.libvirtSocket)) === 'silent') return null;
    // Once in a host's life: the machines go on running meanwhile.
    if (await isHookless()) return null;
    if (!(await slowedByKvm(host))) return RUNNING;
    if (await hasSystemd()) return slow(maskWithSystemd);
    if (!host.settings.isRoot) return RUNNING;
    return (await runsMachines(host)) ? slow(BY_HAND) : null;
  },

  async make(host) {
    if (await hasSystemd()) {
      if (await isHookless()) await restartWithSystemd();
      await startWithSystemd(host.settings.libvirtSocket);
      return (await slowedByKvm(host)) ? slow(maskWithSystemd) : RUNNING;
    }
    const maskKvm = await shouldMaskKvm(host);
    const running = await runningDaemon();
    if (running !== null) await stopByHand(running);
    await startByHand({ maskKvm });
    return maskKvm ? STARTED_MASKED : STARTED;
  },
};

const STARTED: Text = { en: 'started', es: 'arrancado' };

const STARTED_MASKED: Text = {
  en: 'started, with the broken /dev/kvm hidden from it',
  es: 'arrancado, sin que vea el /dev/kvm inservible',
};

const BY_HAND: Text = {
  en: 'stop the running machines and run the set-up again: it will restart libvirtd with /dev/kvm hidden.',
  es: 'detenga las máquinas en marcha y repita la preparación: reiniciará libvirtd con /dev/kvm oculto.',
};

/** A dead KVM makes libvirt look at QEMU anew at every call, unless the daemon does not see the device. */
async function slowedByKvm(host: Host): Promise<boolean> {
  if ((await host.kvm()).case !== 'dead') return false;
  return (await isKvmMasked()) === false;
}

/** What machines were started with is not taken from under them. */
async function shouldMaskKvm(host: Host): Promise<boolean> {
  if ((await host.kvm()).case !== 'dead') return false;
  return (await isKvmMasked()) !== false || !(await runsMachines(host).catch(() => true));
}

async function runsMachines({ virsh }: Host): Promise<boolean> {
  return (await virsh.run('list', '--name')).trim() !== '';
}

async function hasSystemd(): Promise<boolean> {
  // What sd_booted(3) looks at.
  return access('/run/systemd/system').then(
    () => true,
    () => false,
  );
}

function slow(whatToDo: Text): Words {
  return {
    en: `running, but slowly: KVM does not work and libvirtd sees it, so every call takes many seconds. To fix that, ${whatToDo.en}`,
    es: `en marcha, pero lento: KVM no funciona y libvirtd lo ve, así que cada llamada tarda muchos segundos. Para arreglarlo, ${whatToDo.es}`,
  };
}
