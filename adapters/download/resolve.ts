import { UserError } from '../../src/base/errors.ts';
import type { Image } from '../../src/image/image.ts';
import type { Digest, ImageSource, SumsFile } from '../../src/image/source.ts';
import { type Candidate, candidatesOf } from './addresses.ts';
import type { Guards } from './guard.ts';
import { askText } from './http.ts';
import { newest, readSums, type Sum } from './sums.ts';
import { Fooled, noneReached, Unreachable } from './trouble.ts';

/** What is to be fetched, once everything that publishers say of it is known. */
export interface Resolved {
  readonly candidates: readonly Candidate[];
  /** What the bytes must have; null: nobody says. */
  readonly digest: Digest | null;
  /** Where the publisher says its digest should be, and why it could not be read. */
  readonly missingSums: Unreachable | null;
}

interface ResolvePorts {
  readonly guards: Guards;
  readonly mirror: string | null;
  readonly signal: AbortSignal;
  readonly now?: (() => number) | undefined;
}

/** Longer than any list of digests or metadata of a stream, in bytes. */
const MOST_BYTES = 4 * 1024 ** 2;

/**
 * Finds out which file is meant, where it lies, and which digest its publisher gives it.
 * @throws UserError where that cannot be known
 */
export async function resolve(image: Image, ports: ResolvePorts): Promise<Resolved> {
  const { source } = image;
  switch (source.kind) {
    case 'file':
      return resolveFile(source, ports);
    case 'listed':
      return resolveListed(image.id, source, ports);
    case 'coreos-stream':
      return resolveStream(image.id, source, ports);
    default:
      throw new UserError('unsupported', {
        en: `${image.id} cannot be downloaded: it was created on this host.`,
        es: `${image.id} no se puede descargar: se creó en este anfitrión.`,
      });
  }
}

async function resolveFile(
  { urls, digest, sums }: Extract<ImageSource, { kind: 'file' }>,
  ports: ResolvePorts,
): Promise<Resolved> {
  const candidates = candidatesOf(urls, ports.mirror);
  if (digest || !sums) return { candidates, digest: digest ?? null, missingSums: null };
  const file = new URL(urls[0] ?? sums.url).pathname.split('/').at(-1) ?? '';
  const named = (list: readonly Sum[]) => list.find(({ name }) => name === file);
  try {
    const { value } = await firstOf(sums.url, ports, readList(sums, file, named), () =>
      notListed(sums, file),
    );
    return { candidates, digest: { algorithm: sums.algorithm, value }, missingSums: null };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { candidates, digest: null, missingSums: error };
  }
}

async function resolveListed(
  id: string,
  { folder, name, sums }: Extract<ImageSource, { kind: 'listed' }>,
  ports: ResolvePorts,
): Promise<Resolved> {
  const read = readList(sums, name, (list) => newest(list, name));
  const found = await firstOf(sums.url, ports, read, () => notListed(sums, name)).catch(forImage(id));
  const urls = [new URL(encodeURIComponent(found.name), folder).href];
  const digest = { algorithm: sums.algorithm, value: found.value };
  return { candidates: candidatesOf(urls, ports.mirror), digest, missingSums: null };
}

async function resolveStream(
  id: string,
  { url }: Extract<ImageSource, { kind: 'coreos-stream' }>,
  ports: ResolvePorts,
): Promise<Resolved> {
  const disk = await firstOf(url, ports, diskIn, () => noStream(url)).catch(forImage(id));
  const digest: Digest = { algorithm: 'sha256', value: disk.sha256 };
  return { candidates: candidatesOf([disk.location], ports.mirror), digest, missingSums: null };
}

function forImage(id: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Unreachable ? noneReached(id, [error]) : error;
  };
}

/** coreos docs: stream metadata, architectures.x86_64.artifacts.qemu.formats. */
function diskIn(text: string): { location: string; sha256: string } | null {
  try {
    const formats = JSON.parse(text)?.architectures?.x86_64?.artifacts?.qemu?.formats;
    const { location, sha256 } = formats?.['qcow2.xz']?.disk ?? {};
    const isWhole =
      typeof location === 'string' && /^[0-9a-f]{64}$/.test(String(sha256)) && URL.canParse(location);
    return isWhole ? { location, sha256 } : null;
  } catch {
    return null;
  }
}

/** Reads a list of digests, and what of it is meant. */
function readList<T>({ algorithm }: SumsFile, file: string, pick: (list: readonly Sum[]) => T | undefined) {
  return (text: string): T | null => pick(readSums(text, algorithm, file)) ?? null;
}

/**
 * What the first place says that says anything of it: a mirror's flat folder may have a file of that name that is of
 * something else.
 * @param read null: the text is none, or does not name what is looked for
 * @throws Unreachable where none could be asked; what `unsaid` makes where the publisher's own does not say it
 */
async function firstOf<T>(
  file: string,
  { guards, mirror, signal, now }: ResolvePorts,
  read: (text: string) => T | null,
  unsaid: () => Fooled,
): Promise<T> {
  let trouble: Unreachable | null = null;
  for (const { url, isMirror } of candidatesOf([file], mirror)) {
    const guard = isMirror ? guards.mirror : guards.publisher;
    try {
      const found = read(await askText(url, { guard, signal, allowsDowngrade: false, now }, MOST_BYTES));
      if (found !== null) return found;
      if (!isMirror) throw unsaid();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      trouble = error;
    }
  }
  throw trouble ?? new Unreachable({ en: 'no address', es: 'ninguna dirección' }, { passes: false });
}

function noStream(url: string): Fooled {
  return new Fooled({
    en: `${url} does not describe a CoreOS stream with a disk for QEMU.`,
    es: `${url} no describe una versión de CoreOS con un disco para QEMU.`,
  });
}

function notListed({ url }: SumsFile, file: string): Fooled {
  return new Fooled({
    en: `${url} lists no digest for ${file}: its publisher may have renamed it.`,
    es: `${url} no publica ninguna suma para ${file}: quizá su editor le ha cambiado el nombre.`,
  });
}
