import { probeKvm } from '../../adapters/host/kvm.ts';
import { createPrograms } from '../../adapters/program/index.ts';
import { readSettings } from './settings.ts';
import type { Host } from './step.ts';
import { openVirsh } from './virsh.ts';

/** The host that the environment names. */
export function openHost(): Host {
  const settings = readSettings();
  return {
    settings,
    virsh: openVirsh(settings.libvirtSocket),
    kvm: () => probeKvm({ programs: createPrograms(), dataDir: settings.dataDir }),
  };
}
