import { endOf, type Grant } from '../../src/console/grant.ts';
import type { HypervisorCapabilities } from '../../src/host/port.ts';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { PageFacts } from './protocol.ts';

export interface FactsPorts {
  readonly capabilities: () => HypervisorCapabilities;
  readonly find: Hypervisor['find'];
}

/** What a console's page is told about itself. @throws PortError where the host does not answer */
export async function factsOf(grant: Grant, { capabilities, find }: FactsPorts): Promise<PageFacts> {
  const { screen: hasScreen, serialConsole: hasSerial } = capabilities();
  return {
    name: grant.vm,
    locale: grant.locale,
    power: (await find(grant.vm))?.power ?? 'off',
    until: endOf(grant.openedAt ?? grant.createdAt).toISOString(),
    hasScreen,
    hasSerial,
  };
}
