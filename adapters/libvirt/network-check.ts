import type { Check } from '../../src/host/doctor.ts';
import type { Text, Words } from '../../src/text.ts';
import { hasCode, type LibvirtClient, libvirtErrorCode, procedures } from './rpc/index.ts';
import { attribute, child, children, readXml, type Xml } from './xml.ts';

const LABEL: Text = { en: 'Network', es: 'Red' };
const SET_UP: Text = {
  en: 'Run as root: bash scripts/setup.sh',
  es: 'Ejecute como root: bash scripts/setup.sh',
};

/** Whether machines get an address on labvm's network, and without needless waiting. */
export async function checkNetwork(client: LibvirtClient, name: string): Promise<Check> {
  const check = (state: Check['state'], detail: Words, remedy?: Text): Check => ({
    name: 'network',
    label: LABEL,
    state,
    detail,
    ...(remedy ? { remedy } : {}),
  });
  try {
    const { network } = await client.call(procedures.networkLookupByName, { name });
    const { xml } = await client.call(procedures.networkGetXmlDesc, { network, flags: 0 });
    const described = child(readXml(xml), 'network');
    const bridge = attribute(child(described, 'bridge'), 'name') ?? '?';
    const address = attribute(child(described, 'ip'), 'address') ?? '?';
    const found: Text = { en: `${name} on ${bridge}, ${address}`, es: `${name} en ${bridge}, ${address}` };
    if (children(child(described, 'ip'), 'dhcp').length === 0) {
      return check(
        'bad',
        { en: `${name} lends no addresses (no DHCP)`, es: `${name} no presta direcciones (sin DHCP)` },
        SET_UP,
      );
    }
    return isSlow(described)
      ? check(
          'warning',
          { en: `${found.en}: slow to lend addresses`, es: `${found.es}: tarda en prestar direcciones` },
          FASTER,
        )
      : check('good', found);
  } catch (error) {
    if (!hasCode(error, libvirtErrorCode.noNetwork)) throw error;
    return check('bad', { en: `there is no network ${name}`, es: `no existe la red ${name}` }, SET_UP);
  }
}

const FASTER: Text = {
  en: 'Switch its spanning tree off (stp="off" delay="0"): virsh net-edit, then net-destroy and net-start while no machine runs.',
  es: 'Desactive su spanning tree (stp="off" delay="0"): virsh net-edit, y después net-destroy y net-start sin máquinas en marcha.',
};

/** A bridge with spanning tree makes a guest wait for its address. */
function isSlow(network: Xml): boolean {
  const bridge = child(network, 'bridge');
  return attribute(bridge, 'stp') === 'on' || Number(attribute(bridge, 'delay') ?? 0) > 0;
}
