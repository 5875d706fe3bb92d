import type { Text, Words } from '../base/text.ts';
import type { Hardware } from '../vm/plan.ts';
import { type Boots, UNKNOWN_BOOTS } from './boots.ts';
import type { ImageKind } from './image.ts';
import type { ImageSource } from './source.ts';

/** How a system comes up, in words. */
export const KIND_WORDS: Readonly<Record<ImageKind, Text>> = {
  disk: { en: 'a disk, ready to use', es: 'un disco, listo para usar' },
  cloud: {
    en: 'a disk that configures itself at its first start (cloud-init)',
    es: 'un disco que se configura en el primer arranque (cloud-init)',
  },
  ignition: {
    en: 'a disk that configures itself at its first start (Ignition)',
    es: 'un disco que se configura en el primer arranque (Ignition)',
  },
  live: { en: 'a live disc; --disk adds an empty disk', es: 'un disco en vivo; --disk añade un disco vacío' },
  install: {
    en: 'an installation disc with an empty disk',
    es: 'un disco de instalación con un disco vacío',
  },
};

export function memoryWords(memoryMiB: number): string {
  return memoryMiB % 1024 === 0 ? `${memoryMiB / 1024} GiB` : `${memoryMiB} MiB`;
}

const NO_CARD: Text = { en: 'no network', es: 'sin red' };

/** Which firmware an image starts with, as far as it is known; null: nothing is. */
export function firmwareWords(boots: Boots = UNKNOWN_BOOTS): Text | null {
  const both = ['bios', 'uefi'] as const;
  const named = (is: boolean | null) =>
    both.filter((one) => boots[one] === is).map((one) => one.toUpperCase());
  const [found, unknown] = [named(true).join(', '), named(null).join(', ')];
  if (found !== '' && unknown === '') return { en: found, es: found };
  if (found !== '') return { en: `${found}; perhaps ${unknown}`, es: `${found}; quizá ${unknown}` };
  const hasNone = boots.bios === false && boots.uefi === false;
  return hasNone ? { en: 'nothing: it has no boot entry', es: 'nada: no tiene entrada de arranque' } : null;
}

/** Firmware, disk bus and network card in one line. */
export function hardwareWords({ firmware, diskBus, nicModel }: Hardware): Text {
  const card = nicModel === 'none' ? NO_CARD : { en: nicModel, es: nicModel };
  const rest = `${firmware.toUpperCase()}, ${diskBus}`;
  return { en: `${rest}, ${card.en}`, es: `${rest}, ${card.es}` };
}

/** Where an image comes from. */
export function sourceWords(source: ImageSource): Words {
  switch (source.kind) {
    case 'built':
      return { en: 'built on this host during set-up', es: 'hecha en este anfitrión por la instalación' };
    case 'given':
      return { en: 'created or added on this host', es: 'creada o añadida en este anfitrión' };
    case 'file':
      return source.urls.join(' ');
    case 'listed':
      return `${source.folder}${source.name}`;
    case 'coreos-stream':
      return source.url;
  }
}

/** How what comes is proven, before it has come. */
export function proofWords(source: ImageSource): Text {
  const digest = source.kind === 'file' ? source.digest : undefined;
  const sums = source.kind === 'file' || source.kind === 'listed' ? source.sums : undefined;
  const algorithm =
    digest?.algorithm ?? sums?.algorithm ?? (source.kind === 'coreos-stream' ? 'sha256' : null);
  if (algorithm === null) {
    return {
      en: 'no published digest: the first download is trusted, and its digest kept',
      es: 'sin suma publicada: se confía en la primera descarga y se guarda su suma',
    };
  }
  const name = algorithm.toUpperCase();
  if (algorithm === 'md5') {
    return {
      en: `${name} from its publisher: detects a broken download, not a forged one`,
      es: `${name} de su editor: detecta una descarga dañada, no una falsificada`,
    };
  }
  return { en: `${name} from its publisher`, es: `${name} de su editor` };
}
