import type { Text } from '../../../src/base/text.ts';
import type { Check } from '../../../src/host/doctor.ts';
import { aboutMachines } from '../../../src/host/named.ts';
import { sightedWords } from '../../../src/vm/sighted-words.ts';
import type { Machine } from '../machine/machines.ts';
import { METADATA_NAMESPACE } from '../machine/metadata.ts';

const LABEL: Text = { en: 'Machines’ metadata', es: 'Metadatos de las máquinas' };

/** So many are named; whoever has mended them asks again. */
const MOST_NAMED = 5;

/** Which of labvm's machines it does not know again, as somebody has damaged what it wrote into them. */
export async function checkMetadata(machines: () => Promise<readonly Machine[]>): Promise<readonly Check[]> {
  const damaged = (await machines())
    .filter(({ definition }) => definition.isDamaged)
    // Whose it is stood there.
    .map(({ domain }) => ({ name: domain.name, owner: null }));
  if (damaged.length === 0) return [];
  const found = aboutMachines(damaged, (seen, others) => {
    const names = sightedWords({ seen: seen.map(({ name }) => name), others }, MOST_NAMED);
    return { name: 'metadata', label: LABEL, state: 'warning', detail: unknown(names), remedy: REMEDY };
  });
  return [found];
}

function unknown({ en, es }: Text): Text {
  return {
    en: `labvm created these machines but no longer knows who owns them, so it leaves them alone: ${en}`,
    es: `labvm creó estas máquinas, pero ya no sabe de quién son, así que no las toca: ${es}`,
  };
}

const REMEDY: Text = {
  en: `Somebody changed labvm’s part of their description. An administrator can restore it as root (virsh edit): in <metadata>, <labvm:machine xmlns:labvm="${METADATA_NAMESPACE}"> with owner, image, request, created and disk-gib, as in another machine; request is the job that created it, see /job list --all. Or remove the machine from the host: virsh undefine.`,
  es: `Alguien cambió la parte de labvm en su descripción. Un administrador puede restaurarla como root (virsh edit): en <metadata>, <labvm:machine xmlns:labvm="${METADATA_NAMESPACE}"> con owner, image, request, created y disk-gib, como en otra máquina; request es el trabajo que la creó, vea /job list --all. O puede quitar la máquina del anfitrión: virsh undefine.`,
};
