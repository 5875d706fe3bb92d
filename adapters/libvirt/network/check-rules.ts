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
  en: 'Run as root: bash scripts/setup.sh. It loads them; machines go on running meanwhile.',
  es: 'Ejecute como root: bash scripts/setup.sh. Las carga; las máquinas siguen en marcha mientras tanto.',
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
  en: 'none, as the network is not running',
  es: 'ninguna, pues la red no está activa',
};
const START: Text = {
  en: 'Run as root: bash scripts/setup.sh. It makes the network and its rules.',
  es: 'Ejecute como root: bash scripts/setup.sh. Crea la red y sus reglas.',
};

const NO_SLOTS: Text = {
  en: 'none: the network is an older one without slots, where a guest can take all addresses, answer for others and reach the host’s services',
  es: 'ninguna: la red es antigua y no tiene plazas; en ella un sistema puede tomar todas las direcciones, responder por otros y llegar a los servicios del anfitrión',
};
const CONVERT: Text = {
  en: 'Stop the machines on it, and run once as root: bash scripts/setup.sh. It turns the network into one with slots.',
  es: 'Apague las máquinas conectadas a ella y ejecute una vez como root: bash scripts/setup.sh. La convierte en una red con plazas.',
};

const NOT_WRITTEN: Text = {
  en: 'not written for this network as this labvm would write them',
  es: 'no están escritas para esta red como las escribiría este labvm',
};

const GONE: Text = {
  en: 'not loaded: something has removed them, perhaps a firewall’s reload (nft flush ruleset). Guests can take addresses and answer for others',
  es: 'no están cargadas: algo las ha borrado, quizá la recarga de un cortafuegos (nft flush ruleset). Los sistemas pueden tomar direcciones y responder por otros',
};

const OTHERS: Text = {
  en: 'not those that were written: something has changed them (nft list table bridge labvm; nft list table inet labvm)',
  es: 'no son las que se escribieron: algo las ha cambiado (nft list table bridge labvm; nft list table inet labvm)',
};

const UNSEEN: Text = {
  en: 'written; whether they are loaded only root can see, and this labvm is not root',
  es: 'escritas; si están cargadas solo puede verlo root, y este labvm no es root',
};
const LOOK: Text = {
  en: 'An administrator looks, and mends them where needed, as root: bash scripts/setup.sh',
  es: 'Un administrador lo comprueba, y las repara si hace falta, como root: bash scripts/setup.sh',
};

function learns(bridge: string): Text {
  return {
    en: `not all in force: the bridge ${bridge} learns addresses from link-local frames, which no rule sees`,
    es: `no rigen todas: el puente ${bridge} aprende direcciones de tramas de enlace local, que ninguna regla ve`,
  };
}

/** What labvm says of it by itself is in both languages; nft's own words stand behind. */
function unreadable(error: unknown): Text {
  if (error instanceof UserError) {
    const { en, es } = error.text;
    return { en: `cannot be looked at: ${en}`, es: `no se pueden consultar: ${es}` };
  }
  const evidence = systemEvidence(error);
  return {
    en: `cannot be looked at, as nft or the file of the rules fails (${evidence})`,
    es: `no se pueden consultar, pues falla nft o el fichero de las reglas (${evidence})`,
  };
}

const INSTALL: Text = {
  en: 'It needs /usr/sbin/nft (apt-get install nftables) and the file of the rules. Run as root: bash scripts/setup.sh',
  es: 'Hacen falta /usr/sbin/nft (apt-get install nftables) y el fichero de las reglas. Ejecute como root: bash scripts/setup.sh',
};
