import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../../src/base/errors.ts';
import type { ProgramLimits, Programs } from '../../../src/base/program.ts';
import type { Text } from '../../../src/base/text.ts';
import type { Inspection } from '../../../src/image/host-image.ts';
import { bootsOf } from './boots.ts';
import { notTaken } from './disk-fault.ts';
import { HEADER_BYTES, type Header, readHeader } from './header.ts';
import type { OtherFile } from './other-files.ts';
import { endOfPartitions } from './partitions.ts';
import { readerOf } from './read-at.ts';

/** The largest disk that an image may claim, in bytes: what nobody has is there to fill the host. */
const MOST_VIRTUAL_BYTES = 2 * 1024 ** 4;

/** Smaller than any system that starts, in bytes. */
const LEAST_BYTES = 65_536;

/** For `qemu-img`, which reads a stranger's file. */
const LIMITS: ProgramLimits = { memoryBytes: 1024 ** 3, cpuSeconds: 20, timeoutMs: 120_000 };

/** The part of the answer that decides (QEMU: qapi, ImageInfo). */
const facts = z.object({
  format: z.string(),
  'virtual-size': z.number().int().nonnegative(),
  encrypted: z.boolean().optional(),
  'backing-filename': z.string().optional(),
  'full-backing-filename': z.string().optional(),
  'format-specific': z.object({ data: z.object({ 'data-file': z.string().optional() }).loose() }).optional(),
});

/**
 * Looks what kind of file it is, first at its own first bytes and then with `qemu-img info` under limits; the program
 * is told the format, so that it guesses nothing, sees no file that names another one, and reaches no other either.
 * @throws UserError where it is no image, or one that would be dangerous
 */
export async function inspectImage(
  path: string,
  programs: Programs,
  signal?: AbortSignal,
): Promise<Inspection> {
  const file = await open(path, 'r');
  try {
    const found = await inspectFile(file, (what) => qemuImg(what, file, programs, signal));
    return { ...found, boots: await bootsOf(found.format, file) };
  } finally {
    await file.close();
  }
}

/** What `qemu-img` says of the file, as JSON, null where it could not be read, and of what it stumbled over. */
type AskQemu = (what: 'info' | 'check') => Promise<{ answer: unknown; words: string }>;

async function inspectFile(file: FileHandle, askQemu: AskQemu): Promise<Inspection> {
  const { header, sizeBytes } = await headerOf(file);
  if (header.kind === 'foreign') throw notTaken(header.format);
  refuseAtSight(header);
  if (sizeBytes < LEAST_BYTES) throw unusable(tooSmall(sizeBytes));
  switch (header.kind) {
    case 'iso':
      if (header.declaredBytes !== null && header.declaredBytes > sizeBytes) {
        throw unusable(cutOff(sizeBytes, header.declaredBytes));
      }
      return { format: 'iso', virtualSizeBytes: sizeBytes };
    case 'raw':
      await refuseCutOff(file, sizeBytes);
      return { format: 'raw', virtualSizeBytes: sizeBytes };
    case 'qcow2':
      return { format: 'qcow2', virtualSizeBytes: await virtualSize(askQemu, sizeBytes) };
  }
}

/** What its first bytes are enough for. @throws UserError where it will never be an image */
export function refuseAtSight(
  header: Header,
): asserts header is Exclude<Header, { kind: 'page' | 'other' | 'unknown' }> {
  if (header.kind === 'page') throw unusable(A_PAGE);
  if (header.kind === 'other') throw other(header.file);
  if (header.kind === 'unknown') throw unusable(UNKNOWN);
  if (header.kind === 'qcow2' && header.fault) throw dangerous(header.fault);
}

async function headerOf(file: FileHandle): Promise<{ header: Header; sizeBytes: number }> {
  return { header: readHeader(await readerOf(file)(0, HEADER_BYTES)), sizeBytes: (await file.stat()).size };
}

async function virtualSize(askQemu: AskQemu, sizeBytes: number): Promise<number> {
  const found = facts.safeParse((await askQemu('info')).answer);
  if (!found.success) throw dangerous('geometry');
  const { format, 'virtual-size': bytes, 'format-specific': specific, ...image } = found.data;
  if (image['backing-filename'] !== undefined || image['full-backing-filename'] !== undefined) {
    throw dangerous('backing-file');
  }
  if (specific?.data['data-file'] !== undefined) throw dangerous('data-file');
  if (image.encrypted) throw dangerous('encrypted');
  if (format !== 'qcow2' || bytes === 0 || bytes > MOST_VIRTUAL_BYTES) throw dangerous('geometry');
  await refuseTorn(askQemu, sizeBytes);
  return bytes;
}

/** What `qemu-img check` counts; a file that was cut off refers to what is no longer in it. */
const checked = z.object({ corruptions: z.number().optional() });

async function refuseTorn(askQemu: AskQemu, sizeBytes: number): Promise<void> {
  const { answer, words } = await askQemu('check');
  const found = checked.safeParse(answer);
  const corruptions = found.success ? (found.data.corruptions ?? 0) : 1;
  if (corruptions === 0) return;
  const ends = [...words.matchAll(/: offset 0x([0-9a-f]+) size 0x([0-9a-f]+)$/gm)].map(
    ([, offset = '', size = '']) => Number.parseInt(offset, 16) + Number.parseInt(size, 16),
  );
  const endBytes = ends.reduce((most, end) => Math.max(most, end), 0);
  throw unusable(endBytes > sizeBytes ? qcow2CutOff(sizeBytes, endBytes) : TORN);
}

/** A disk whose partitions are not all there starts, and loses what is written behind its end. */
async function refuseCutOff(file: FileHandle, sizeBytes: number): Promise<void> {
  const endBytes = await endOfPartitions(readerOf(file));
  if (endBytes > sizeBytes) throw unusable(diskCutOff(sizeBytes, endBytes));
}

async function qemuImg(
  what: 'info' | 'check',
  { fd }: FileHandle,
  programs: Programs,
  signal: AbortSignal | undefined,
): ReturnType<AskQemu> {
  const { stdout, stderr } = await programs.run({
    name: 'qemu-img',
    // The file that it is handed, which lies where it may not go.
    arguments: [what, '--output=json', '-f', 'qcow2', '/proc/self/fd/0'],
    as: 'nobody',
    stdin: fd,
    limits: LIMITS,
    ...(signal ? { signal } : {}),
  });
  try {
    return { answer: JSON.parse(stdout), words: stderr };
  } catch {
    return { answer: null, words: stderr };
  }
}

function unusable(text: Text): UserError {
  return new UserError('bad-image', text, {
    en: 'Nothing was kept. Check that the address leads to the image itself.',
    es: 'No se ha guardado nada. Compruebe que la dirección lleva a la imagen misma.',
  });
}

const A_PAGE: Text = {
  en: 'This is a web page, not an image: the server does not have the file, or wants you to log in.',
  es: 'Esto es una página web, no una imagen: el servidor no tiene el fichero o pide iniciar sesión.',
};

const UNKNOWN: Text = {
  en: 'labvm does not recognise this as an image: it is neither a disc (ISO 9660) nor a disk (qcow2, or raw with a boot sector).',
  es: 'labvm no reconoce esto como una imagen: no es ni un disco óptico (ISO 9660) ni un disco duro (qcow2, o raw con sector de arranque).',
};

const TORN: Text = {
  en: 'The qcow2 file is damaged or incomplete.',
  es: 'El fichero qcow2 está dañado o incompleto.',
};

function tooSmall(sizeBytes: number): Text {
  return {
    en: `Only ${sizeBytes} bytes arrived: no system is that small.`,
    es: `Solo han llegado ${sizeBytes} bytes: ningún sistema es tan pequeño.`,
  };
}

function qcow2CutOff(sizeBytes: number, endBytes: number): Text {
  return {
    en: `The qcow2 file is incomplete: it needs at least ${endBytes} bytes, and ${sizeBytes} arrived.`,
    es: `El fichero qcow2 está incompleto: necesita al menos ${endBytes} bytes, y han llegado ${sizeBytes}.`,
  };
}

function diskCutOff(sizeBytes: number, endBytes: number): Text {
  return {
    en: `The disk is incomplete: its partitions end at byte ${endBytes}, and only ${sizeBytes} arrived.`,
    es: `El disco está incompleto: sus particiones acaban en el byte ${endBytes}, y solo han llegado ${sizeBytes}.`,
  };
}

function cutOff(sizeBytes: number, declaredBytes: number): Text {
  return {
    en: `The disc is incomplete: it should have ${declaredBytes} bytes, and ${sizeBytes} arrived.`,
    es: `El disco óptico está incompleto: debería tener ${declaredBytes} bytes, y han llegado ${sizeBytes}.`,
  };
}

const DANGERS: Readonly<Record<NonNullable<(Header & { kind: 'qcow2' })['fault']>, Text>> = {
  'backing-file': {
    en: 'The qcow2 file depends on another file (a backing file), and that could be any file of the host.',
    es: 'El fichero qcow2 depende de otro fichero (backing file), que podría ser cualquiera del anfitrión.',
  },
  'data-file': {
    en: 'The qcow2 file keeps its data in another file (a data file), and that could be any file of the host.',
    es: 'El fichero qcow2 guarda sus datos en otro fichero (data file), que podría ser cualquiera del anfitrión.',
  },
  encrypted: {
    en: 'The qcow2 file is encrypted, and labvm has no key for it.',
    es: 'El fichero qcow2 está cifrado y labvm no tiene la clave.',
  },
  geometry: {
    en: 'The qcow2 file describes an impossible disk: its header makes no sense.',
    es: 'El fichero qcow2 describe un disco imposible: su cabecera no tiene sentido.',
  },
};

function other({ name, remedy }: OtherFile): UserError {
  return new UserError(
    'bad-image',
    { en: `This is ${name.en}, not an image.`, es: `Esto es ${name.es}, no una imagen.` },
    { en: `Nothing was kept. ${remedy.en}`, es: `No se ha guardado nada. ${remedy.es}` },
  );
}

function dangerous(fault: keyof typeof DANGERS): UserError {
  return new UserError('bad-image', DANGERS[fault], {
    en: 'Nothing was kept. Convert it to a single standalone file: qemu-img convert -O qcow2.',
    es: 'No se ha guardado nada. Conviértalo en un único fichero independiente: qemu-img convert -O qcow2.',
  });
}
