import { UserError } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Inspection } from './host-image.ts';
import { type Image, type ImageKind, mediumOf } from './image.ts';

const GIB = 1024 ** 3;

const DISK: Text = { en: 'disk', es: 'disco duro' };
const DISC: Text = { en: 'disc (ISO)', es: 'disco óptico (ISO)' };

/** What a person says of an image that the catalogue does not know; the rest is taken from its file. */
export interface Wish {
  readonly id: string;
  readonly source: Image['source'];
  readonly kind: ImageKind | null;
  readonly title: string;
  readonly hardware?: Partial<Image['hardware']>;
}

/** For an image of which nothing is known but its file: what most systems of its kind get along with. */
export function addedImage({ id, source, kind, title, hardware }: Wish): Image {
  return {
    id,
    title,
    summary: { en: 'Added here', es: 'Añadida aquí' },
    kind: kind ?? 'cloud',
    source,
    defaults: { cpus: 1, memoryMiB: 512, diskGiB: 0 },
    minMemoryMiB: 64,
    hardware: { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio', ...hardware },
    login: { en: 'whatever its publisher says', es: 'lo que indique su editor' },
    asksForAddress: true,
    expectedBootSeconds: 300,
    unverified: [{ en: 'everything: it was added by hand', es: 'todo: se añadió a mano' }],
  };
}

/**
 * What is stored with the bytes of an added image: whether it is a disc or a disk is seen in its file.
 * @returns null for an image that the catalogue declares
 * @throws UserError where the file is not what the image should be
 */
export function declaredImage(image: Image, found: Inspection, isAdded: boolean): Json {
  const isDisc = found.format === 'iso';
  if (isAdded) return added(image, found) as Json;
  if (isDisc === (mediumOf(image) !== 'disk')) return null;
  const [wanted, is] = isDisc ? [DISK, DISC] : [DISC, DISK];
  throw new UserError(
    'bad-image',
    {
      en: `${image.id} should be a ${wanted.en}, but the file is a ${is.en}.`,
      es: `${image.id} debería ser un ${wanted.es}, pero el fichero es un ${is.es}.`,
    },
    { en: 'Nothing was kept.', es: 'No se ha guardado nada.' },
  );
}

function added(image: Image, { format, virtualSizeBytes }: Inspection): Image {
  if (format !== 'iso') {
    const kind = mediumOf(image) === 'disk' ? image.kind : 'disk';
    const diskGiB = Math.max(1, Math.ceil(virtualSizeBytes / GIB));
    return { ...image, kind, defaults: { ...image.defaults, diskGiB } };
  }
  const kind = mediumOf(image) === 'disk' ? 'live' : image.kind;
  return { ...image, kind, defaults: { ...image.defaults, diskGiB: kind === 'install' ? 10 : 0 } };
}
