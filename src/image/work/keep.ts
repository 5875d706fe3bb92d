import { createHash } from 'node:crypto';
import { UserError } from '../../base/errors.ts';
import type { Text } from '../../base/text.ts';
import type { SaidResult } from '../../job/text-result.ts';
import { progressWords } from '../progress-words.ts';
import type { ImageWork } from './tools.ts';

/** An image on the host. */
export type ImageInput = {
  readonly id: string;
};

/** Somebody stands on it: whoever wants it gone has to see to them first. */
export function imageInUse(id: string, users: Text): UserError {
  return new UserError(
    'busy',
    {
      en: `${id} cannot be removed: it is needed by ${users.en}.`,
      es: `${id} no se puede borrar: hace falta para ${users.es}.`,
    },
    {
      en: 'Their owners have to delete them first: /vm delete',
      es: 'Antes tienen que borrarlas sus dueños: /vm delete',
    },
  );
}

/** In a message that a whole channel reads, machines are counted and not named. */
function countWords(count: number): Text {
  return count === 1
    ? { en: 'one machine', es: 'una máquina' }
    : { en: `${count} machines`, es: `${count} máquinas` };
}

/** Removes an image's bytes from the host. */
export const removeImage: ImageWork<ImageInput> = {
  kind: 'image.remove',
  title: ({ id }) => ({ en: `Removing the image ${id}`, es: `Borrando la imagen ${id}` }),
  what: ({ id }) => ({ en: `remove the image ${id}`, es: `borrar la imagen ${id}` }),
  steps: [
    {
      name: 'remove',
      label: { en: 'Image', es: 'Imagen' },
      slot: 'disk',
      irrevocable: true,
      async run({ id }, tools) {
        const here = (await tools.hypervisor.images()).find((image) => image.id === id);
        if (here && here.usedBy.length > 0) throw imageInUse(id, countWords(here.usedBy.length));
        await tools.hypervisor.removeImage(id, { signal: tools.signal });
        return undefined;
      },
    },
  ],
  result: async ({ id }): Promise<SaidResult> => ({
    said: {
      tone: 'good',
      title: {
        en: `The image ${id} has been removed from the host.`,
        es: `Se ha borrado la imagen ${id} del anfitrión.`,
      },
      texts: [],
      note: null,
    },
  }),
  causes: [],
};

/** Reads an image's bytes again and compares them with what they were. */
export const verifyImage: ImageWork<ImageInput> = {
  kind: 'image.verify',
  title: ({ id }) => ({ en: `Verifying the image ${id}`, es: `Verificando la imagen ${id}` }),
  what: ({ id }) => ({ en: `verify the image ${id}`, es: `verificar la imagen ${id}` }),
  steps: [
    {
      name: 'verify',
      label: { en: 'Read and compare', es: 'Lectura y comparación' },
      slot: 'disk',
      onlyWaits: true,
      async run({ id }, tools) {
        const here = (await tools.hypervisor.images()).find((image) => image.id === id);
        if (!here) throw notHere(id);
        const sum = createHash('sha256');
        let doneBytes = 0;
        for await (const bytes of await tools.hypervisor.readImage(id, { signal: tools.signal })) {
          sum.update(bytes);
          doneBytes += bytes.length;
          const progress = {
            stage: 'fetching',
            doneBytes,
            totalBytes: here.sizeBytes,
            bytesPerSecond: null,
          } as const;
          tools.progress(progressWords(progress), Math.min(1, doneBytes / here.sizeBytes));
        }
        if (sum.digest('hex') !== here.sha256) throw damaged(id, here.usedBy.length);
        return undefined;
      },
    },
  ],
  result: async ({ id }): Promise<SaidResult> => ({
    said: {
      tone: 'good',
      title: { en: `The image ${id} is intact.`, es: `La imagen ${id} está intacta.` },
      texts: [],
      note: null,
    },
  }),
  causes: [],
};

/** What to remove. */
export type PruneInput = {
  /** Images that no machine needs, by their ids. */
  readonly unused: readonly string[];
};

/** Removes what nobody needs: replaced versions, unfinished downloads, and the images that were named. */
export const pruneImages: ImageWork<PruneInput> = {
  kind: 'image.prune',
  title: () => ({ en: 'Removing images that nobody needs', es: 'Borrando imágenes que nadie necesita' }),
  what: () => ({ en: 'remove images that nobody needs', es: 'borrar imágenes que nadie necesita' }),
  steps: [
    {
      name: 'prune',
      label: { en: 'Images', es: 'Imágenes' },
      slot: 'disk',
      irrevocable: true,
      async run({ unused }, { hypervisor, images, signal }) {
        const unfinished = await hypervisor.unfinishedImages({ signal });
        for (const { id } of unfinished) await images.drop(id);
        const here = await hypervisor.images();
        const stillUnused = here.filter(({ id, usedBy }) => unused.includes(id) && usedBy.length === 0);
        for (const { id } of stillUnused) await hypervisor.removeImage(id, { signal });
        const old = await hypervisor.removeOldImages({ signal });
        const bytes = [...unfinished, ...stillUnused, ...old].reduce(
          (sum, { sizeBytes }) => sum + sizeBytes,
          0,
        );
        const megabytes = Math.round(bytes / 1e6);
        return { en: `${megabytes} MB freed`, es: `${megabytes} MB liberados` };
      },
    },
  ],
  result: async (): Promise<SaidResult> => ({
    said: {
      tone: 'good',
      title: {
        en: 'Images that nobody needs have been removed.',
        es: 'Se han borrado las imágenes que nadie necesita.',
      },
      texts: [],
      note: { en: 'To see what is left: /image list', es: 'Para ver lo que queda: /image list' },
    },
  }),
  causes: [],
};

/** The image's bytes are not on the host. */
export function notHere(id: string): UserError {
  return new UserError(
    'not-found',
    { en: `The image ${id} is not on this host.`, es: `La imagen ${id} no está en este anfitrión.` },
    { en: 'See which images are: /image list', es: 'Vea qué imágenes están: /image list' },
  );
}

function damaged(id: string, users: number): UserError {
  const machines = countWords(users);
  return new UserError(
    'bad-image',
    {
      en: `The image ${id} is damaged: its content has changed. It is used by ${machines.en}.`,
      es: `La imagen ${id} está dañada: su contenido ha cambiado. Está en uso por ${machines.es}.`,
    },
    {
      en: `Check the host’s disk. Then download the image again: /image pull ${id} --renew`,
      es: `Revise el disco del anfitrión. Después descárguela de nuevo: /image pull ${id} --renew`,
    },
  );
}
