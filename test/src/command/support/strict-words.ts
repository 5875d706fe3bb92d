import { addedImage } from '../../../../src/image/added.ts';
import { BUILT_IN } from '../../../../src/image/catalogue/index.ts';
import { IMAGE_KINDS, isImageId } from '../../../../src/image/image.ts';
import type { FetchImageInput } from '../../../../src/image/work/fetch.ts';
import { clean } from '../../../../src/view/clean.ts';
import { NOW } from './recording-room.ts';

/** What a reader of cloud-configs makes of one, whatever was given. */
export const CHECKED = '#cloud-config checked: true';

/** The most characters of a title, and of an address that somebody typed and that was written out. */
const MOST_TITLE = 80;
const MOST_URL = 6000;

/** Every word that a job may hold beside names: of the catalogue, of hardware, of what labvm says itself. */
const WORDS = new Set([
  ...leavesOf(BUILT_IN),
  ...leavesOf(addedImage({ id: 'x', source: { kind: 'given' }, kind: null, title: 'x' })),
  ...IMAGE_KINDS,
  ...['file', 'given', 'sha256', 'nocloud', 'ignition', 'live', 'install', 'disk'],
  ...['virtio', 'ide', 'sata', 'e1000', 'rtl8139', 'none', 'bios', 'uefi'],
  ...[CHECKED, NOW.toISOString()],
  // Of a machine that was saved.
  ...['Saved from a machine created from debian', 'Guardada a partir de una máquina creada con debian'],
]);

/** Whether a word may stand in a job of this kind: known beforehand, or checked on its way. */
export function isJobWord(kind: string, text: string): boolean {
  if (WORDS.has(text) || isImageId(text)) return true;
  // A saved image is called by its own name, and by what its machine was made of.
  if (text.endsWith(' (debian)') && isImageId(text.slice(0, -' (debian)'.length))) return true;
  return kind === 'image.fetch' && (isDigest(text) || isAddress(text));
}

/** What a job was given, without the one word of it that anybody may choose; and that word. */
export function withoutTitle(kind: string, input: unknown): { rest: unknown; title: string | null } {
  if (kind !== 'image.fetch') return { rest: input, title: null };
  const { image, ...others } = input as FetchImageInput;
  const { title, ...known } = image;
  return { rest: { ...others, image: known }, title };
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** An address as `new URL` writes it, of a web server, without a name and a password. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text) || text.length > MOST_URL) return false;
  const { href, protocol, username, password } = new URL(text);
  return text === href && /^https?:$/.test(protocol) && username === '' && password === '';
}

/** One line of a file's name that does nothing to a screen. */
export function isTitle(text: string): boolean {
  return text.length <= MOST_TITLE && text === clean(text) && !/[/\n]/.test(text) && text.trim() === text;
}

function leavesOf(value: unknown): readonly unknown[] {
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}
