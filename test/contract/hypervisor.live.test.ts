import { crampedDisk } from './cramped-disk.ts';
import { hypervisorContract } from './hypervisor.ts';
import { liveLab } from './live-lab.ts';

hypervisorContract('libvirt', async () => {
  const lab = liveLab();
  const hypervisor = lab.open();
  const names = async (): Promise<readonly string[]> =>
    (await lab.virsh('list', '--all', '--name')).split('\n').map((name) => name.trim());

  return {
    hypervisor,
    another: () => lab.open(),
    unreachable: () => lab.open({ socketPath: '/run/libvirt/nobody-listens', timeoutMs: { quick: 500 } }),
    addForeign: (name) => lab.define(name),
    removeForeign: async (name) => void (await lab.virsh('undefine', name)),
    exists: async (name) => (await names()).includes(name),
    lose: async ({ name, ref }, part) => {
      if (part === 'machine') await lab.virsh('undefine', name);
      else await lab.virsh('vol-delete', `vm-${ref}.qcow2`, '--pool', 'labvm');
    },
    leftovers: async ({ name, ref }) => {
      const machines = (await names()).filter((found) => found === name);
      const volumes = (await lab.virsh('vol-list', 'labvm')).split('\n').filter((row) => row.includes(ref));
      return [...machines, ...volumes, ...(await lab.files(ref))];
    },
    cramp: ({ ref }) => crampedDisk(ref).take(),
    giveRoom: ({ ref }) => crampedDisk(ref).give(),
    uncramp: ({ ref }) => crampedDisk(ref).putBack(),
    breakDown: ({ name }) => lab.killEngine(name),
    unplug: async ({ name }) => void (await lab.virsh('destroy', name)),
    unplugUnseen: ({ name }) => lab.withoutDaemon(() => lab.killEngine(name)),
    // The lab's network is NAT, as set-up makes it.
    reachedFrom: 'host',
    echoed: 'labvm-42',
    close: () => hypervisor.close(),
  };
});
