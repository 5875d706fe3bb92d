import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import type { LibvirtClient } from '../rpc/index.ts';
import { attribute, child, children, readXml, type Xml } from '../xml.ts';
import { findNetwork } from './guarded-network.ts';

const LABEL: Text = { en: 'Network', es: 'Red' };
const SET_UP: Text = {
  en: 'Run as root: bash scripts/setup.sh. It creates the network and switches it on.',
  es: 'Ejecute como root: bash scripts/setup.sh. Crea la red y la activa.',
};
const FASTER: Text = {
  en: 'Switch off its spanning tree (stp="off" delay="0") with virsh net-edit, then run net-destroy and net-start while no machine is running.',
  es: 'Desactive su spanning tree (stp="off" delay="0") con virsh net-edit, y ejecute después net-destroy y net-start sin máquinas en marcha.',
};

/** Whether the network that machines are plugged into is on, and lends addresses without needless waiting. */
export async function checkNetwork(client: LibvirtClient, networkName: string): Promise<Check> {
  const network = await findNetwork(client, networkName);
  if (network.state !== 'active') {
    return found('bad', network.state === 'off' ? switchedOff(networkName) : missing(networkName), SET_UP);
  }
  const described = child(readXml(network.xml), 'network');
  const ip = child(described, 'ip');
  const where = `${networkName}, ${attribute(ip, 'address') ?? '?'}/${attribute(ip, 'netmask') ?? attribute(ip, 'prefix') ?? '?'}`;
  if (children(ip, 'dhcp').length === 0) {
    return found(
      'bad',
      { en: `${where}: hands out no addresses (no DHCP)`, es: `${where}: no asigna direcciones (sin DHCP)` },
      SET_UP,
    );
  }
  if (!isSlow(described)) return found('good', { en: where, es: where });
  return found(
    'warning',
    { en: `${where}: slow to hand out addresses`, es: `${where}: tarda en asignar direcciones` },
    FASTER,
  );
}

function found(state: Check['state'], detail: Text, remedy?: Text): Check {
  return { name: 'network', label: LABEL, state, detail, ...(remedy ? { remedy } : {}) };
}

function switchedOff(name: string): Text {
  return { en: `${name} is switched off`, es: `${name} está desactivada` };
}

function missing(name: string): Text {
  return { en: `there is no network ${name}`, es: `no hay ninguna red ${name}` };
}

/** A bridge with spanning tree makes a guest wait for its address. */
export function isSlow(network: Xml): boolean {
  const bridge = child(network, 'bridge');
  return attribute(bridge, 'stp') === 'on' || Number(attribute(bridge, 'delay') ?? 0) > 0;
}
