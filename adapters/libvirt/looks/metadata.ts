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
    en: `labvm made these and no longer knows whose they are, so it leaves them alone: ${en}`,
    es: `labvm las creó y ya no sabe de quién son, así que no las toca: ${es}`,
  };
}

const REMEDY: Text = {
  en: `Somebody has changed labvm’s part of their description. An administrator writes it again as root (virsh edit): in <metadata>, <labvm:machine xmlns:labvm="${METADATA_NAMESPACE}"> with owner, image, request, created and disk-gib, as another machine has it; the request is its job, see /job list --all. Or takes it off the host: virsh undefine.`,
  es: `Alguien ha cambiado la parte de labvm en su descripción. Un administrador la escribe de nuevo como root (virsh edit): en <metadata>, <labvm:machine xmlns:labvm="${METADATA_NAMESPACE}"> con owner, image, request, created y disk-gib, como en otra máquina; request es su trabajo, vea /job list --all. O la quita del anfitrión: virsh undefine.`,
};
