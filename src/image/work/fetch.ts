import type { Text } from '../../base/text.ts';
import type { SaidResult } from '../../job/text-result.ts';
import type { ImageFacts, ImageOrigin } from '../host-image.ts';
import type { Image } from '../image.ts';
import { fractionOf, progressWords } from '../progress-words.ts';
import type { ImageWork, WorkTools } from './tools.ts';

/** An image to be brought to the host. */
export type FetchImageInput = {
  readonly image: Image;
  /** A file of the host; null: from where the image says. */
  readonly path: string | null;
  readonly renew: boolean;
  /** It is not in the catalogue: it is kept with its bytes. */
  readonly isAdded: boolean;
};

/** Brings an image to the host and shows how it comes on. */
export function bringImage(
  { image, path, renew, isAdded }: FetchImageInput,
  tools: Pick<WorkTools, 'images' | 'signal' | 'progress'>,
): Promise<ImageFacts> {
  const options = {
    signal: tools.signal,
    renew,
    isAdded,
    onProgress: (progress: Parameters<typeof progressWords>[0]) =>
      tools.progress(progressWords(progress), fractionOf(progress)),
  };
  return path === null ? tools.images.download(image, options) : tools.images.take(image, path, options);
}

export const DOWNLOAD: Text = { en: 'Download', es: 'Descarga' };

/** Brings an image to the host. */
export const fetchImage: ImageWork<FetchImageInput> = {
  kind: 'image.fetch',
  title: ({ image, path }) =>
    path === null
      ? { en: `Downloading ${image.id}`, es: `Descargando ${image.id}` }
      : { en: `Adding ${image.id}`, es: `Incorporando ${image.id}` },
  what: ({ image, path }) =>
    path === null
      ? { en: `fetch ${image.id}`, es: `descargar ${image.id}` }
      : { en: `take in ${image.id}`, es: `incorporar ${image.id}` },
  steps: [
    {
      name: 'fetch',
      label: { en: 'Download and check', es: 'Descarga y comprobación' },
      // Another process goes on with what is there.
      onlyWaits: true,
      downloads: true,
      async run(input, tools) {
        const { sizeBytes } = await bringImage(input, tools);
        const size = Math.round(sizeBytes / 1e6);
        return { en: `${size} MB`, es: `${size} MB` };
      },
    },
  ],
  async undo({ image }, tools, ending) {
    // What came before an interruption serves the next try.
    if (ending.state === 'cancelled') await tools.images.drop(image.id);
  },
  async result({ image }, tools): Promise<SaidResult> {
    const here = (await tools.hypervisor.images()).find(({ id }) => id === image.id);
    const size = Math.round((here?.sizeBytes ?? 0) / 1e6);
    const origin = here?.origin ?? null;
    const isWarned = origin?.trust === 'first-use';
    return {
      said: {
        tone: isWarned ? 'warning' : 'good',
        title: {
          en: `${image.id} is on the host, ${size} MB.`,
          es: `${image.id} está en el anfitrión, ${size} MB.`,
        },
        texts: origin ? [TRUST_WORDS[origin.trust], ...convertedWords(origin)] : [],
        note: {
          en: `Create a machine from it: /vm create ${image.id}`,
          es: `Para crear una máquina con ella: /vm create ${image.id}`,
        },
      },
    };
  },
  causes: [],
};

/** What was made of what came, in a sentence; none where it lies there as it came. */
export function convertedWords({ convertedFrom: name }: Pick<ImageOrigin, 'convertedFrom'>): readonly Text[] {
  if (name === undefined) return [];
  return [
    {
      en: `It was a ${name} disk, and has been converted to a qcow2 disk with the same content.`,
      es: `Era un disco ${name} y se ha convertido en un disco qcow2 con el mismo contenido.`,
    },
  ];
}

/** Why an image's bytes are believed, in a sentence. */
export const TRUST_WORDS: Readonly<Record<ImageOrigin['trust'], Text>> = {
  publisher: {
    en: 'It matches the digest that its publisher gives.',
    es: 'Coincide con la suma que publica su editor.',
  },
  pinned: {
    en: 'It is the same as when it was first downloaded.',
    es: 'Es igual que la primera vez que se descargó.',
  },
  'first-use': {
    en: 'No digest from its publisher could be read, so this first download was trusted. From now on, no other content is accepted.',
    es: 'No se ha podido leer ninguna suma de su editor, así que se ha confiado en esta primera descarga. Desde ahora no se aceptará otro contenido.',
  },
  given: {
    en: 'It matches the digest that was given.',
    es: 'Coincide con la suma que se indicó.',
  },
  local: { en: 'It was created or added on this host.', es: 'Se creó o se añadió en este anfitrión.' },
};
