import { UserError } from '../../src/errors.ts';
import type { Image } from '../../src/image/image.ts';
import type { Digest, ImageSource, SumsFile } from '../../src/image/source.ts';
import { type Candidate, candidatesOf } from './addresses.ts';
import type { Guards } from './guard.ts';
import { askText } from './http.ts';
import { newest, readSums } from './sums.ts';
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
      return resolveFile(image.id, source, ports);
    case 'listed':
      return resolveListed(image.id, source, ports);
    case 'coreos-stream':
      return resolveStream(image.id, source, ports);
    default:
      throw new UserError('unsupported', {
        en: `${image.id} cannot be fetched: it was made on this host.`,
        es: `${image.id} no se puede descargar: se hizo en este anfitrión.`,
      });
  }
}

async function resolveFile(
  _id: string,
  { urls, digest, sums }: Extract<ImageSource, { kind: 'file' }>,
  ports: ResolvePorts,
): Promise<Resolved> {
  const candidates = candidatesOf(urls, ports.mirror);
  if (digest || !sums) return { candidates, digest: digest ?? null, missingSums: null };
  const file = new URL(urls[0] ?? sums.url).pathname.split('/').at(-1) ?? '';
  try {
    const listed = (await readList(sums, file, ports)).find(({ name }) => name === file);
    if (!listed) throw notListed(sums, file);
    return { candidates, digest: { algorithm: sums.algorithm, value: listed.value }, missingSums: null };
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
  const list = await readList(sums, name, ports).catch((error: unknown) => {
    throw error instanceof Unreachable ? noneReached(id, [error]) : error;
  });
  const found = newest(list, name);
  if (!found) throw notListed(sums, name);
  const urls = [new URL(found.name, folder).href];
  const digest = { algorithm: sums.algorithm, value: found.value };
  return { candidates: candidatesOf(urls, ports.mirror), digest, missingSums: null };
}

async function resolveStream(
  id: string,
  { url }: Extract<ImageSource, { kind: 'coreos-stream' }>,
  ports: ResolvePorts,
): Promise<Resolved> {
  const text = await firstText([url], ports).catch((error: unknown) => {
    throw error instanceof Unreachable ? noneReached(id, [error]) : error;
  });
  const disk = diskIn(text);
  if (!disk) {
    throw new Fooled({
      en: `${url} is no description of a CoreOS stream with a disk for QEMU.`,
      es: `${url} no describe una versión de CoreOS con un disco para QEMU.`,
    });
  }
  const digest: Digest = { algorithm: 'sha256', value: disk.sha256 };
  return { candidates: candidatesOf([disk.location], ports.mirror), digest, missingSums: null };
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

async function readList({ url, algorithm }: SumsFile, file: string, ports: ResolvePorts) {
  return readSums(await firstText([url], ports), algorithm, file);
}

/** The text from the first place that has it. @throws Unreachable where none has */
async function firstText(urls: readonly string[], { guards, mirror, signal }: ResolvePorts): Promise<string> {
  const troubles: Unreachable[] = [];
  for (const { url, isMirror } of candidatesOf(urls, mirror)) {
    const guard = isMirror ? guards.mirror : guards.publisher;
    try {
      return await askText(url, { guard, signal, allowsDowngrade: false }, MOST_BYTES);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      troubles.push(error);
    }
  }
  throw troubles.at(-1) ?? new Unreachable({ en: 'no address', es: 'ninguna dirección' }, { passes: false });
}

function notListed({ url }: SumsFile, file: string): Fooled {
  return new Fooled({
    en: `${url} lists no digest for ${file}: its publisher may have renamed it.`,
    es: `${url} no da ninguna suma para ${file}: quizá su editor lo ha renombrado.`,
  });
}
