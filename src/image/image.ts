import type { Text } from '../base/text.ts';
import type { Hardware, Medium } from '../vm/plan.ts';
import type { VmSpec } from '../vm/vm.ts';
import type { ImageSource } from './source.ts';

/**
 * How a system comes up. `live` and `install` start from a disc, the others from a disk of their own: `cloud` reads
 * a NoCloud seed at its first start, `ignition` an Ignition configuration, `disk` neither.
 */
export const IMAGE_KINDS = ['disk', 'cloud', 'ignition', 'live', 'install'] as const;

export type ImageKind = (typeof IMAGE_KINDS)[number];

/**
 * A system that a machine can be made of, as the catalogue knows it.
 * Types and not interfaces, because one that was added is stored with its bytes as JSON.
 */
export type Image = {
  readonly id: string;
  /** Other names under which it is found. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly summary: Text;
  readonly kind: ImageKind;
  readonly source: ImageSource;
  /** What a machine gets if nothing else is asked for; no disk, 0 GiB, only where it is a live system. */
  readonly defaults: VmSpec;
  /** The least memory it starts in, in MiB. */
  readonly minMemoryMiB: number;
  readonly hardware: Hardware;
  /** How to log in, in a few words. */
  readonly login: Text;
  /** What somebody types at its boot prompt. */
  readonly bootWords?: Text;
  /** It asks for an address without being told to; otherwise nobody waits for one. */
  readonly asksForAddress: boolean;
  /** How long from power on to an address, in seconds, without acceleration on a small host. */
  readonly expectedBootSeconds: number;
  /** Its first-boot data is worth a second disk only if the owner has keys: it starts sooner without. */
  readonly seedOnlyForKeys?: boolean;
  /** What nobody of us has seen with their own eyes. */
  readonly unverified?: readonly Text[];
};

/** What the image is to a machine. */
export function mediumOf({ kind }: Pick<Image, 'kind'>): Medium {
  return kind === 'live' || kind === 'install' ? kind : 'disk';
}

/** An image by its name or another one of its names, in any case. */
export function findImage(images: readonly Image[], name: string): Image | undefined {
  const wanted = name.toLowerCase();
  return images.find(({ id }) => id === wanted) ?? images.find(({ aliases }) => aliases?.includes(wanted));
}

/** What a name of an image looks like. */
export const IMAGE_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
export const MOST_ID_CHARACTERS = 31;

export function isImageId(word: string): boolean {
  return word.length <= MOST_ID_CHARACTERS && IMAGE_ID.test(word);
}
