import { writeRulesFile } from '../../adapters/libvirt/network/rules/index.ts';
import type { Text, Words } from '../../src/base/text.ts';
import { guarded } from './network-rules.ts';
import { buildNetwork, deviations, type NetworkFacts, readNetwork } from './network-xml.ts';
import { type Host, SetupError, type Step } from './step.ts';
import { chooseSubnet, formatSubnet, parseSubnet, type Subnet } from './subnet.ts';
import { usedSubnets } from './used-subnets.ts';

/** The network that labvm's machines are on. */
export const NETWORK = 'labvm';

/** The libvirt network `labvm`: NAT, an address for each slot, and nothing that makes a guest wait for its own. */
export const network: Step = {
  name: { en: 'network', es: 'red' },

  async check({ virsh }) {
    const [info, xml] = await virsh.ask(`net-info ${NETWORK}`, `net-dumpxml ${NETWORK}`);
    if (!info || !xml || !/^Active: +yes/m.test(info) || !/^Autostart: +yes/m.test(info)) return null;
    const facts = readNetwork(xml);
    const differs = deviations(facts);
    if (differs.length === 0) return describe(facts);
    // Machines that run on it would lose their connection.
    return facts.connections > 0 ? keptAsItIs(differs, facts.connections) : null;
  },

  async make(host) {
    const { virsh } = host;
    const [info, xml] = await virsh.ask(`net-info ${NETWORK}`, `net-dumpxml ${NETWORK}`);
    const found = xml ? readNetwork(xml) : undefined;
    const isKept = found !== undefined && (deviations(found).length === 0 || found.connections > 0);
    const subnet = found?.subnets[0] ?? (await freeSubnet(host));
    // Before the network: it does not start without its rules.
    if (!isKept || found.slots !== null) await writeRulesFile(guarded(subnet));
    if (!isKept) {
      if (info && /^Active: +yes/m.test(info)) await virsh.run('net-destroy', NETWORK);
      await virsh.withXml(buildNetwork({ name: NETWORK, subnet, uuid: found?.uuid }), 'net-define');
    }
    await virsh.run('net-autostart', NETWORK);
    if (!/^Active: +yes/m.test(await virsh.run('net-info', NETWORK))) await start(host);
    return describe(readNetwork(await virsh.run('net-dumpxml', NETWORK)));
  },
};

async function start({ virsh }: Host): Promise<void> {
  try {
    await virsh.run('net-start', NETWORK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      {
        en: `The network ${NETWORK} cannot be started: ${reason}`,
        es: `No se puede iniciar la red ${NETWORK}: ${reason}`,
      },
      startRemedy(reason),
      { cause: error },
    );
  }
}

function startRemedy(reason: string): Text {
  if (/hook script/i.test(reason)) return SEE_RULES;
  return /iptables|nft|firewall|nat/i.test(reason) ? SEE_NAT : SEE_START;
}

const SEE_RULES: Text = {
  en: 'Its rules could not be loaded. See `nft -j -f /etc/libvirt/labvm/network-rules.json`; it needs a kernel with nf_tables and its bridge family.',
  es: 'No se pudieron cargar sus reglas. Vea `nft -j -f /etc/libvirt/labvm/network-rules.json`; hace falta un núcleo con nf_tables y su familia bridge.',
};

const SEE_NAT: Text = {
  en: "libvirt could not write the host's NAT rules. Check whether `iptables -t nat -L` works; a kernel without nf_tables or nf_nat cannot do it.",
  es: 'libvirt no pudo escribir las reglas NAT del anfitrión. Compruebe si `iptables -t nat -L` funciona; un núcleo sin nf_tables o nf_nat no puede hacerlo.',
};

const SEE_START: Text = {
  en: `See \`virsh net-start ${NETWORK}\`.`,
  es: `Vea \`virsh net-start ${NETWORK}\`.`,
};

async function freeSubnet({ virsh, settings }: Host): Promise<Subnet> {
  if (settings.subnet !== undefined) return wantedSubnet(settings.subnet);
  const subnet = chooseSubnet(await usedSubnets(virsh, NETWORK));
  if (subnet) return subnet;
  throw new SetupError(
    {
      en: 'Every private subnet that labvm knows is already in use on this host.',
      es: 'Todas las subredes privadas que labvm conoce ya están en uso en este anfitrión.',
    },
    {
      en: 'Choose one in LABVM_NETWORK_SUBNET, for example LABVM_NETWORK_SUBNET=10.99.0.0/24.',
      es: 'Indique una en LABVM_NETWORK_SUBNET, por ejemplo LABVM_NETWORK_SUBNET=10.99.0.0/24.',
    },
  );
}

function wantedSubnet(text: string): Subnet {
  const subnet = parseSubnet(text);
  if (subnet && subnet.prefix >= 16 && subnet.prefix <= 28) return subnet;
  throw new SetupError(
    {
      en: `LABVM_NETWORK_SUBNET is '${text}', which is not an IPv4 subnet between /16 and /28.`,
      es: `LABVM_NETWORK_SUBNET es «${text}», que no es una subred IPv4 entre /16 y /28.`,
    },
    'LABVM_NETWORK_SUBNET=10.99.0.0/24',
  );
}

function describe(facts: NetworkFacts): string {
  return `${NETWORK}, ${facts.subnets.map(formatSubnet).join(' ')}`;
}

function keptAsItIs(differs: readonly string[], connections: number): Words {
  const list = differs.join(', ');
  return {
    en: `${NETWORK} differs (${list}) and is left as it is: ${connections} network cards are connected to it. Stop those machines and run this again.`,
    es: `${NETWORK} difiere (${list}) y se deja como está: hay ${connections} tarjetas de red conectadas a ella. Detenga esas máquinas y repita.`,
  };
}
