import { readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { join, type Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { aboutMachines, type Named } from '../../../src/host/named.ts';
import { systemWords } from '../../../src/view/system-words.ts';
import { isVmName } from '../../../src/vm/name.ts';
import { sightedWords } from '../../../src/vm/sighted-words.ts';
import { isMissing } from '../file-errors.ts';
import type { Machine } from '../machine/machines.ts';
import { isOwn } from '../machine/own-machine.ts';
import { findNetwork } from '../network/guarded-network.ts';
import { publishedLine } from '../network/names.ts';
import { readSlots } from '../network/network-slots.ts';
import { namesFolder } from '../network/networks.ts';
import type { LibvirtClient } from '../rpc/index.ts';

const LABEL: Text = { en: 'Names in DNS', es: 'Nombres en el DNS' };

/** So many are named; whoever has mended them asks again. */
const MOST_NAMED = 5;

/** Why a machine is not found by its name. */
type Fault = 'no-name' | 'not-written' | 'unread';

interface Unfound extends Named {
  readonly fault: Fault;
  /** Why it could not be looked at, where that is the fault. */
  readonly why?: Text;
}

/** Which machines cannot be found by their names, though their network has a DNS server that would tell them. */
export async function checkNames(
  client: LibvirtClient,
  networkName: string,
  machines: () => Promise<readonly Machine[]>,
): Promise<readonly Check[]> {
  const network = await findNetwork(client, networkName);
  const folder = network.state === 'active' ? namesFolder(network.xml) : null;
  const slots = network.state === 'active' ? readSlots(network.xml) : null;
  if (folder === null || slots === null) return [];
  const own = (await machines()).filter(isOwn);
  const looked = await Promise.all(
    own.map(async ({ domain, definition, condition }): Promise<readonly Unfound[]> => {
      const { name } = domain;
      const slot = slots.find(({ mac }) => definition.macs.includes(mac));
      if (!slot) return [];
      const { owner } = definition.metadata;
      if (!isVmName(name)) return [{ name, owner, fault: 'no-name' }];
      // A name is written when its machine is switched on.
      if (condition.power === 'off') return [];
      try {
        const written = await readFile(joinPath(folder, slot.tap), 'utf8');
        return written === publishedLine(name, slot) ? [] : [{ name, owner, fault: 'not-written' }];
      } catch (error) {
        if (isMissing(error)) return [{ name, owner, fault: 'not-written' }];
        return [{ name, owner, fault: 'unread', why: systemWords(error) }];
      }
    }),
  );
  const unfound = looked.flat();
  return unfound.length === 0 ? [] : [aboutMachines(unfound, told(unfound, folder))];
}

function told(all: readonly Unfound[], folder: string): (seen: readonly Unfound[], others: number) => Check {
  const kinds = [...new Set(all.map(({ fault }) => fault))];
  const remedy = join(
    kinds.map((kind) => REMEDIES[kind](folder)),
    ' ',
  );
  return (seen, others) => {
    const parts = kinds.flatMap((kind) => {
      const such = seen.filter(({ fault }) => fault === kind);
      const [first] = such;
      if (!first) return [];
      const names = sightedWords({ seen: such.map(({ name }) => name), others: 0 }, MOST_NAMED);
      return [FAULTS[kind](names, first.why ?? UNKNOWN)];
    });
    const rest = others === 0 ? [] : [ofOthers(all.filter((one) => !seen.includes(one)))];
    return { name: 'names', label: LABEL, state: 'warning', detail: join([...parts, ...rest], '; '), remedy };
  };
}

/** Of what is kept back it is said how many are not found, or that they could not be looked for. */
function ofOthers(others: readonly Unfound[]): Text {
  const count = sightedWords({ seen: [], others: others.length });
  return others.every(({ fault }) => fault === 'unread') ? notLookedFor(count) : notFound(count);
}

function notLookedFor({ en, es }: Text): Text {
  return { en: `not checked by name: ${en}`, es: `no se han comprobado por su nombre: ${es}` };
}

const UNKNOWN: Text = { en: 'the reason is unknown', es: 'se desconoce el motivo' };

function notFound({ en, es }: Text): Text {
  return { en: `not found by name: ${en}`, es: `no se encuentran por su nombre: ${es}` };
}

const FAULTS: Readonly<Record<Fault, (names: Text, why: Text) => Text>> = {
  'no-name': (names) => ({
    en: `${notFound(names).en} (DNS accepts only lower-case letters, digits and hyphens)`,
    es: `${notFound(names).es} (el DNS solo admite minúsculas, cifras y guiones)`,
  }),
  'not-written': (names) => ({
    en: `${notFound(names).en} (labvm could not save their names)`,
    es: `${notFound(names).es} (labvm no ha podido guardar sus nombres)`,
  }),
  unread: (names, why) => ({
    en: `${notLookedFor(names).en} (the file with the name cannot be read: ${why.en})`,
    es: `${notLookedFor(names).es} (no se puede leer el fichero con el nombre: ${why.es})`,
  }),
};

const REMEDIES: Readonly<Record<Fault, (folder: string) => Text>> = {
  'no-name': () => ({
    en: 'Another tool renamed the machine. While it is off, an administrator can give it a name that labvm accepts (virsh domrename).',
    es: 'Otra herramienta ha cambiado el nombre de la máquina. Con ella apagada, un administrador puede ponerle un nombre que labvm admita (virsh domrename).',
  }),
  'not-written': (folder) => ({
    en: `An administrator can let labvm’s user write to ${folder}, as root: bash scripts/setup.sh. Then restart the machine.`,
    es: `Un administrador puede permitir que labvm escriba en ${folder}, como root: bash scripts/setup.sh. Después reinicie la máquina.`,
  }),
  unread: (folder) => ({
    en: `An administrator can let labvm’s user read ${folder}, as root: bash scripts/setup.sh`,
    es: `Un administrador puede permitir que labvm lea ${folder}, como root: bash scripts/setup.sh`,
  }),
};
