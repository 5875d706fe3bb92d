import { slotsOfSubnet } from '../../adapters/libvirt/network/network-slots.ts';
import {
  type GuardedNetwork,
  holdsRules,
  ignoreLinkLocal,
  ignoresLinkLocal,
  isWritten,
  loadedRules,
  loadRules,
  RULES_FILE,
  rulesOf,
  writeRulesFile,
} from '../../adapters/libvirt/network/rules/index.ts';
import { createPrograms } from '../../adapters/program/index.ts';
import type { Text } from '../../src/base/text.ts';
import { BRIDGE_NAME, readNetwork } from './network-xml.ts';
import { type Host, SetupError, type Step } from './step.ts';
import { addressAt, type Subnet } from './subnet.ts';

const programs = createPrograms();

/** That the machines' network has its rules: written for libvirt's hook, which loads them, and loaded now. */
export const networkRules: Step = {
  name: { en: 'network rules', es: 'reglas de la red' },

  async check(host) {
    const subnet = await subnetWithSlots(host);
    if (subnet === null) return NONE;
    if (!(await isWritten(guarded(subnet))) || (await ignoresLinkLocal(BRIDGE_NAME)) === false) return null;
    if (!host.settings.isRoot) return WRITTEN;
    return holdsRules(await loadedRules(programs), rulesOf(guarded(subnet))) ? LOADED : null;
  },

  async make(host) {
    const subnet = await subnetWithSlots(host);
    if (subnet === null) return NONE;
    await writeRulesFile(guarded(subnet));
    await load();
    return LOADED;
  },
};

/** What the rules are about. */
export function guarded(subnet: Subnet): GuardedNetwork {
  return { bridge: BRIDGE_NAME, gateway: addressAt(subnet, 1), slots: slotsOfSubnet(subnet) };
}

/** null for a network that an older labvm made, and that is left as it is while machines are on it. */
async function subnetWithSlots({ virsh }: Host): Promise<Subnet | null> {
  const [xml] = await virsh.ask('net-dumpxml labvm');
  if (!xml) return null;
  const { slots, subnets } = readNetwork(xml);
  return slots === null ? null : (subnets[0] ?? null);
}

async function load(): Promise<void> {
  try {
    await loadRules(programs);
    // Where the network does not run there is no bridge, and the hook sees to it.
    if ((await ignoresLinkLocal(BRIDGE_NAME)) === false) {
      await ignoreLinkLocal(programs, BRIDGE_NAME);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      {
        en: `The network's rules cannot be loaded: ${reason}`,
        es: `No se pueden cargar las reglas de la red: ${reason}`,
      },
      {
        en: `See \`nft -j -f ${RULES_FILE}\`. It needs a kernel with nf_tables and its bridge family (nf_tables_bridge).`,
        es: `Vea \`nft -j -f ${RULES_FILE}\`. Hace falta un núcleo con nf_tables y su familia bridge (nf_tables_bridge).`,
      },
      { cause: error },
    );
  }
}

const LOADED: Text = { en: 'loaded', es: 'cargadas' };

const WRITTEN: Text = {
  en: 'written; only root can see whether they are loaded',
  es: 'escritas; solo root puede ver si están cargadas',
};

const NONE: Text = {
  en: 'none, because this is an older network without slots',
  es: 'ninguna, porque es una red antigua sin plazas',
};
