import type { Text } from '../../src/base/text.ts';
import { command } from '../../src/command/command.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { lineFor } from '../../src/command/line.ts';
import { named } from '../../src/command/option.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { startImageWork } from '../../src/image/start-work.ts';
import { pruneImages } from '../../src/image/work/keep.ts';
import { view } from '../../src/view/view.ts';
import { imageGroup } from './group.ts';

export const prune = command({
  path: ['image', 'prune'],
  alias: { es: ['limpiar'] },
  within: imageGroup,
  summary: {
    en: 'Remove old versions and unfinished downloads',
    es: 'Borrar versiones antiguas y descargas a medias',
  },
  examples: ['/image prune', '/image prune --unused'],
  needs: 'image:remove',
  takes: 'image-work',
  makesRoom: true,
  answer: 'channel',
  options: {
    unused: named(flag(), {
      en: 'Also remove images that no machine uses and that can be downloaded again',
      es: 'Borrar también las imágenes que ninguna máquina usa y que se pueden volver a descargar',
      alias: { es: ['sin-uso'] },
    }),
  },
  async run({ unused = false }, { hypervisor, catalogue, confirmed }: ImageContext) {
    const [here, known, unfinished] = await Promise.all([
      hypervisor.images(),
      catalogue.all(),
      hypervisor.unfinishedImages(),
    ]);
    const fetchable = new Set(
      known
        .filter(
          ({ id, source }) => catalogue.isDeclared(id) && source.kind !== 'built' && source.kind !== 'given',
        )
        .map(({ id }) => id),
    );
    const ids = unused
      ? here.filter(({ id, usedBy }) => usedBy.length === 0 && fetchable.has(id)).map(({ id }) => id)
      : [];
    if (confirmed) return startImageWork(pruneImages, { unused: ids });
    const begun = unfinished.map(({ id }) => id).join(', ') || '—';
    const idle = ids.join(', ') || '—';
    const loss: Text = {
      en: `To be removed: replaced versions that no machine needs; unfinished downloads: ${begun}; images that no machine uses: ${idle}.`,
      es: `Se borrarán: versiones reemplazadas que ninguna máquina necesita; descargas a medias: ${begun}; imágenes que ninguna máquina usa: ${idle}.`,
    };
    return {
      kind: 'ask',
      view: view({
        tone: 'warning',
        title: { en: 'Remove what nobody needs?', es: '¿Borrar lo que nadie necesita?' },
        parts: [{ kind: 'text', text: loss }],
        actions: [
          {
            label: { en: 'Remove', es: 'Borrar' },
            command: lineFor('image prune', [], [...(unused ? ['--unused'] : []), '--yes']),
            style: 'danger',
          },
        ],
      }),
    };
  },
});
