import type { Text } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import type { HostContext } from '../../src/host/context.ts';
import type { Host } from '../../src/host/port.ts';
import { type Part, view } from '../../src/view/view.ts';
import { hostGroup } from './group.ts';

export const status = command({
  path: ['host', 'status'],
  alias: { es: ['estado'] },
  within: hostGroup,
  summary: {
    en: 'Show what the host has and what is free',
    es: 'Mostrar qué tiene el anfitrión y cuánto queda libre',
  },
  examples: ['/host status'],
  needs: 'host:read',
  answer: 'private',
  options: {},
  async run(_values, context: HostContext) {
    const [hosts, { vms, foreignNames }] = await Promise.all([
      context.hypervisor.hosts(),
      context.hypervisor.list(),
    ]);
    const running = vms.filter((vm) => vm.power === 'running').length;
    const machines: Text = {
      en: `${running} of ${vms.length} running${foreignNames.length > 0 ? `, and ${foreignNames.length} that are not labvm's` : ''}`,
      es: `${running} de ${vms.length} en marcha${foreignNames.length > 0 ? `, y ${foreignNames.length} ajenas a labvm` : ''}`,
    };
    return {
      kind: 'say',
      data: { hosts: hosts.map(({ reach, ...host }) => ({ ...host })) },
      view: view({ parts: hosts.map((host) => hostPart(host, machines)) }),
    };
  },
});

function hostPart(host: Host, machines: Text): Part {
  return {
    kind: 'fields',
    fields: [
      { label: { en: 'Host', es: 'Anfitrión' }, value: host.name },
      { label: { en: 'Engine', es: 'Motor' }, value: host.engine },
      {
        label: { en: 'Acceleration', es: 'Aceleración' },
        value:
          host.acceleration === 'kvm'
            ? 'KVM'
            : { en: 'none: guests are emulated', es: 'ninguna: las máquinas se emulan' },
      },
      { label: 'CPU', value: String(host.cpus) },
      { label: { en: 'Memory', es: 'Memoria' }, value: free(host.freeMemoryMiB, host.memoryMiB, 'MiB') },
      { label: { en: 'Disk', es: 'Disco' }, value: free(host.freeDiskGiB, host.diskGiB, 'GiB') },
      { label: { en: 'Machines', es: 'Máquinas' }, value: machines },
    ],
  };
}

function free(amount: number, all: number, unit: string): Text {
  const [left, total] = [Math.floor(amount), Math.floor(all)];
  return { en: `${left} of ${total} ${unit} free`, es: `${left} de ${total} ${unit} libres` };
}
