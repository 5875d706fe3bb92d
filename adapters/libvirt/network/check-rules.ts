import { UserError } from '../../../src/base/errors.ts';
import type { Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { systemEvidence } from '../../../src/view/system-words.ts';
import type { LibvirtClient } from '../rpc/index.ts';
import { findNetwork, guardedNetwork } from './guarded-network.ts';
import { holdsRules, ignoresLinkLocal, isWritten, loadedRules, writtenRules } from './rules/index.ts';

const LABEL: Text = { en: 'Network rules', es: 'Reglas de la red' };

const SET_UP: Text = {
  en: 'Run as root: bash scripts/setup.sh. It loads the rules; machines keep running.',
  es: 'Ejecute como root: bash scripts/setup.sh. Carga las reglas; las máquinas siguen en marcha.',
};

/**
 * Whether the host holds to the network's rules: nobody on it takes another's address, and the host's services are
 * not for machines.
 */
export async function checkRules(
  { client, programs }: { readonly client: LibvirtClient; readonly programs: Programs },
  networkName: string,
  isRoot = process.getuid?.() === 0,
): Promise<Check> {
  const network = await findNetwork(client, networkName);
  if (network.state !== 'active') return found('warning', NO_NETWORK, START);
  const guarded = guardedNetwork(network.xml);
  if (guarded === null) return found('warning', NO_SLOTS, CONVERT);
  if ((await ignoresLinkLocal(guarded.bridge)) === false) return found('bad', learns(guarded.bridge), SET_UP);
  if (!(await isWritten(guarded))) return found('bad', NOT_WRITTEN, SET_UP);
  if (!isRoot) return found('warning', UNSEEN, LOOK);
  try {
    const loaded = await loadedRules(programs);
    if (loaded.length === 0) return found('bad', GONE, SET_UP);
    return holdsRules(loaded, await writtenRules()) ? found('good', LOADED) : found('bad', OTHERS, SET_UP);
  } catch (error) {
    return found('bad', unreadable(error), INSTALL);
  }
}

function found(state: Check['state'], detail: Text, remedy?: Text): Check {
  return { name: 'network-rules', label: LABEL, state, detail, ...(remedy ? { remedy } : {}) };
}

const LOADED: Text = { en: 'loaded', es: 'cargadas' };

const NO_NETWORK: Text = {
  en: 'none, because the network is not running',
  es: 'ninguna, porque la red no está activa',
};
const START: Text = {
  en: 'Run as root: bash scripts/setup.sh. It creates the network and its rules.',
  es: 'Ejecute como root: bash scripts/setup.sh. Crea la red y sus reglas.',
};

const NO_SLOTS: Text = {
  en: 'none: this is an older network without slots, where a guest can take every address, answer for others and reach the host’s services',
  es: 'ninguna: es una red antigua sin plazas, en la que un sistema puede tomar todas las direcciones, responder por otros y llegar a los servicios del anfitrión',
};
const CONVERT: Text = {
  en: 'Stop its machines and run once as root: bash scripts/setup.sh. It converts the network into one with slots.',
  es: 'Apague sus máquinas y ejecute una vez como root: bash scripts/setup.sh. La convierte en una red con plazas.',
};

const NOT_WRITTEN: Text = {
  en: 'out of date: this labvm would write different rules for the network',
  es: 'desfasadas: este labvm escribiría otras reglas para esta red',
};

const GONE: Text = {
  en: 'not loaded: something removed them, perhaps a reload of the firewall (nft flush ruleset). Guests can take any address and answer for others',
  es: 'no están cargadas: algo las ha borrado, quizá una recarga del cortafuegos (nft flush ruleset). Los sistemas pueden tomar cualquier dirección y responder por otros',
};

const OTHERS: Text = {
  en: 'changed by something else (nft list table bridge labvm; nft list table inet labvm)',
  es: 'modificadas por algo ajeno (nft list table bridge labvm; nft list table inet labvm)',
};

const UNSEEN: Text = {
  en: 'written; only root can see whether they are loaded, and this labvm is not root',
  es: 'escritas; solo root puede ver si están cargadas, y este labvm no es root',
};
const LOOK: Text = {
  en: 'An administrator can check them, and repair them if necessary, as root: bash scripts/setup.sh',
  es: 'Un administrador puede comprobarlas, y repararlas si hace falta, como root: bash scripts/setup.sh',
};

function learns(bridge: string): Text {
  return {
    en: `not all effective: the bridge ${bridge} learns addresses from link-local frames, which no rule sees`,
    es: `no todas tienen efecto: el puente ${bridge} aprende direcciones de tramas de enlace local, que ninguna regla ve`,
  };
}

/** What labvm says of it by itself is in both languages; nft's own words stand behind. */
function unreadable(error: unknown): Text {
  if (error instanceof UserError) {
    const { en, es } = error.text;
    return { en: `cannot be checked: ${en}`, es: `no se pueden consultar: ${es}` };
  }
  const evidence = systemEvidence(error);
  return {
    en: `cannot be checked, because nft or the rules file fails (${evidence})`,
    es: `no se pueden consultar, porque falla nft o el fichero de reglas (${evidence})`,
  };
}

const INSTALL: Text = {
  en: 'This needs /usr/sbin/nft (apt-get install nftables) and the rules file. Run as root: bash scripts/setup.sh',
  es: 'Hacen falta /usr/sbin/nft (apt-get install nftables) y el fichero de reglas. Ejecute como root: bash scripts/setup.sh',
};
