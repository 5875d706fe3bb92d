import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { choice } from '../../src/command/kind/choice.ts';
import { text } from '../../src/command/kind/text.ts';
import { named, type OptionKind, positional } from '../../src/command/option.ts';
import { beginning } from '../../src/command/shown.ts';
import { addedImage } from '../../src/image/added.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { findImage, IMAGE_KINDS, type Image, isImageId } from '../../src/image/image.ts';
import { imageName } from '../../src/image/name-option.ts';
import type { Digest } from '../../src/image/source.ts';
import { startImageWork } from '../../src/image/start-work.ts';
import { taken } from '../../src/image/taken.ts';
import { fetchImage } from '../../src/image/work/fetch.ts';
import { clean } from '../../src/view/clean.ts';
import { isAtTerminal } from '../../src/vm/options/user-data.ts';
import { imageGroup } from './group.ts';

/** Longer than any address that somebody types. */
const MOST = 2000;
const MOST_TITLE = 80;

export const add = command({
  path: ['image', 'add'],
  alias: { es: ['añadir', 'agregar'] },
  within: imageGroup,
  summary: {
    en: 'Add an image from an address or a file',
    es: 'Añadir una imagen desde una dirección o un fichero',
  },
  examples: [
    '/image add https://example.org/mylinux.iso',
    '/image add https://example.org/disk.qcow2 --as lesson3 --kind cloud',
  ],
  needs: 'image:add',
  takes: 'image-work',
  answer: 'channel',
  options: {
    from: positional(address(), {
      en: 'Its address; in the terminal, a file works too',
      es: 'Su dirección; en el terminal, también un fichero',
      form: { label: { en: 'Address', es: 'Dirección' } },
      alias: { es: ['origen'] },
    }),
    as: named(imageName(), {
      en: 'Its name',
      es: 'Su nombre',
      form: { label: { en: 'Name', es: 'Nombre' } },
      alias: { es: ['nombre'] },
    }),
    sha256: named(text({ placeholder: 'digest', example: 'e3b0c442…', most: 100 }), {
      en: 'The SHA-256 digest it must have',
      es: 'La suma SHA-256 que debe tener',
      form: { label: 'SHA-256' },
    }),
    kind: named(choice(IMAGE_KINDS, { disk: 'disco', cloud: 'nube', live: 'vivo', install: 'instalación' }), {
      en: 'How it starts',
      es: 'Cómo arranca',
      alias: { es: ['tipo'] },
    }),
    bus: named(choice(['virtio', 'ide', 'sata']), { en: 'Disk bus', es: 'Bus de disco' }),
    nic: named(choice(['virtio', 'e1000', 'rtl8139', 'none'], { none: 'ninguna' }), {
      en: 'Network card',
      es: 'Tarjeta de red',
      alias: { es: ['red'] },
    }),
    firmware: named(choice(['bios', 'uefi']), { en: 'Firmware', es: 'Firmware' }),
  },
  async run({ from, as, sha256, kind, bus, nic, firmware }, context: ImageContext) {
    const digest = sha256 === undefined ? null : digestOf(sha256);
    const url = urlOf(from);
    const path = url ? null : pathOf(from, context);
    const id = as ?? idOf(url?.pathname ?? from);
    const known = findImage(await context.catalogue.all(), id);
    const here = (await context.hypervisor.images()).some((image) => image.id === id);
    if (here) throw isHere(id);
    // A file for a system of the catalogue, on a host that cannot fetch it.
    if (known && path !== null) {
      return startImageWork(fetchImage, {
        image: digest ? withDigest(known, digest) : known,
        path,
        renew: false,
        isAdded: false,
      });
    }
    if (known) throw isHere(id);
    const source: Image['source'] = url
      ? { kind: 'file', urls: [url.href], ...(digest ? { digest, isGiven: true } : {}) }
      : { kind: 'given' };
    const hardware = {
      ...(bus ? { diskBus: bus } : {}),
      ...(nic ? { nicModel: nic } : {}),
      ...(firmware ? { firmware } : {}),
    };
    const title = titleOf(url?.pathname ?? from) || id;
    const made = addedImage({ id, source, kind: kind ?? null, title, hardware });
    const image = digest && path !== null ? withDigest(made, digest) : made;
    return startImageWork(fetchImage, { image, path, renew: false, isAdded: true });
  },
});

function address(): OptionKind<string> {
  return {
    ...text({ placeholder: 'url', example: 'https://example.org/mylinux.iso', most: MOST }),
    // A name or a password before the host (RFC 3986, 3.2.1), which is refused, may have been typed all the same.
    kept: (word) => word.replace(/\/\/[^\s/?#]*@/g, '//…@'),
  };
}

function withDigest(image: Image, digest: Digest): Image {
  return { ...image, source: { kind: 'file', urls: [], digest, isGiven: true } };
}

function digestOf(value: string): Digest {
  if (/^[0-9a-f]{64}$/i.test(value)) return { algorithm: 'sha256', value: value.toLowerCase() };
  throw new UserError(
    'bad-argument',
    {
      en: '--sha256: a SHA-256 digest has 64 hexadecimal digits.',
      es: '--sha256: una suma SHA-256 tiene 64 dígitos hexadecimales.',
    },
    { en: 'Give it as sha256sum prints it.', es: 'Indíquela como la muestra sha256sum.' },
    { option: 'sha256' },
  );
}

/** The address, or null where it can only be a file. */
function urlOf(from: string): URL | null {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(from)) return null;
  const url = URL.canParse(from) ? new URL(from) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw noAddress();
  if (url.username !== '' || url.password !== '') throw withPassword();
  return url;
}

function pathOf(from: string, context: ImageContext): string {
  if (isAtTerminal(context)) {
    if (from.startsWith('/')) return from;
    throw notWhole();
  }
  throw noAddress();
}

/** A name that is made of a file's: `Damn_Small-4.iso.gz` is `damn-small-4`. */
function idOf(path: string): string {
  const stem = fileOf(path)
    .toLowerCase()
    .replace(/(?:\.(?:iso|img|qcow2|raw|vmdk|vdi|vhdx?|ova|gz|xz|zst|bz2|tar|tgz|txz|zip))+$/, '');
  const id = stem
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 31)
    .replace(/-+$/, '');
  if (isImageId(id)) return id;
  throw new UserError(
    'missing-argument',
    { en: 'That address gives no usable name.', es: 'De esa dirección no sale ningún nombre.' },
    { en: 'Choose one: --as mylinux', es: 'Elija uno: --as mylinux' },
    { option: 'as' },
  );
}

/** The file's name, as it may be shown on any screen. */
function titleOf(path: string): string {
  return beginning(clean(fileOf(path)).trim(), MOST_TITLE);
}

/** The last part, also where a slash was written as `%2f`. */
function fileOf(path: string): string {
  return decodeURIComponentSafely(path).split('/').at(-1) ?? '';
}

function decodeURIComponentSafely(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function isHere(id: string): UserError {
  return taken(id, 'as', {
    en: `Choose another name with --as, or remove it first: /image remove ${id}`,
    es: `Elija otro nombre con --as, o bórrela antes: /image remove ${id}`,
  });
}

function noAddress(): UserError {
  return new UserError(
    'bad-argument',
    {
      en: '<from>: must be an address that begins with http:// or https://; a file on the host can only be added in the host’s own terminal.',
      es: '<from>: debe ser una dirección que empiece por http:// o https://; un fichero del anfitrión solo se puede añadir en el propio terminal del anfitrión.',
    },
    {
      en: 'For example: https://example.org/mylinux.iso',
      es: 'Por ejemplo: https://example.org/mylinux.iso',
    },
    { option: 'from' },
  );
}

function notWhole(): UserError {
  return new UserError(
    'bad-argument',
    {
      en: '<from>: must be an address (http://, https://) or the full path of a file, which begins with a slash.',
      es: '<from>: debe ser una dirección (http://, https://) o la ruta completa de un fichero, que empieza por una barra.',
    },
    { en: 'For example: /root/mylinux.iso', es: 'Por ejemplo: /root/mylinux.iso' },
    { option: 'from' },
  );
}

function withPassword(): UserError {
  return new UserError(
    'bad-argument',
    {
      en: '<from>: the address contains a user name or a password, which everybody here could read.',
      es: '<from>: la dirección contiene un usuario o una contraseña, que todos aquí podrían leer.',
    },
    { en: 'Use an address without them.', es: 'Use una dirección sin ellos.' },
    { option: 'from' },
  );
}
