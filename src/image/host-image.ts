import type { Json } from '../base/json.ts';
import type { Boots } from './boots.ts';

export type ImageFormat = 'qcow2' | 'raw' | 'iso';

/** Where an image's bytes came from. Types and not interfaces, because only types are known to be plain JSON. */
export type ImageOrigin = {
  /** An address, or the name of a file or of a machine. */
  readonly from: string;
  /**
   * Why its bytes are believed: the publisher's own digest; the digest seen when it was first fetched; nothing, as it
   * was fetched for the first time; a digest that a person gave; made or given on this host.
   */
  readonly trust: 'publisher' | 'pinned' | 'first-use' | 'given' | 'local';
  /** When it came, in ISO 8601. */
  readonly at: string;
  /** The format of the disk that came, by its usual name, where a qcow2 disk was made of it. */
  readonly convertedFrom?: string | undefined;
};

/** What is stored with an image's bytes. */
export type ImageFacts = {
  readonly id: string;
  readonly format: ImageFormat;
  readonly sizeBytes: number;
  /** The least disk a machine of this image can have; for a disc its own size. */
  readonly virtualSizeBytes: number;
  /** Which firmware it starts with; left out for images of earlier versions: not known. */
  readonly boots?: Boots;
  /** Of the bytes as they lie on the host. */
  readonly sha256: string;
  /** null: not known, as with images of earlier versions. */
  readonly origin: ImageOrigin | null;
  /** For an image that the catalogue does not declare: what it is, in the catalogue's terms. */
  readonly declared: Json;
};

/** An image whose bytes lie on the host, ready to be cloned. */
export type HostImage = ImageFacts & {
  /** The machines that stand on its bytes or have its disc in their drive, by name. */
  readonly usedBy: readonly string[];
};

/** What an image's file is found to be, before any engine opens it. */
export interface Inspection {
  readonly format: ImageFormat;
  readonly virtualSizeBytes: number;
  readonly boots?: Boots;
}

/**
 * An image on its way to the host. It is not there for anybody, no engine opens it either, until it is kept, and then
 * it is there as a whole. Its bytes lie on the disk where they will stay, so that they are written once.
 */
export interface ImageIntake {
  /** How many bytes are there, from the start. */
  readonly sizeBytes: number;
  /** What whoever wrote them said of them, to know whether they can be gone on with; empty for none. */
  readonly mark: string;
  /** How much more room there is, in bytes. */
  room(): Promise<number>;
  /** Forgets what is there and begins anew. */
  restart(mark: string): Promise<void>;
  /** What is there, from the start. */
  read(): AsyncIterable<Uint8Array>;
  /**
   * Puts bytes behind what is there. The bytes must not be touched until it is over.
   * @throws UserError as soon as the beginning shows that it will be no image
   */
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Whether what is there is a disk in another program's format that can be made one of ours.
   * @returns null where there is nothing to be made of it; what it is then, `inspect` says
   * @throws UserError where it is such a disk and names other files, or is not whole
   */
  foreign(): Promise<ForeignDisk | null>;
  /**
   * Looks what kind of file it is, without trusting a word in it.
   * @throws UserError where it would be dangerous, or is no image
   */
  inspect(signal?: AbortSignal): Promise<Inspection>;
  /**
   * Makes it the image of its id. What machines stand on stays as it is.
   * @throws as `inspect`, where nobody has looked at what is there
   */
  keep(facts: ImageFacts): Promise<void>;
  /** Lets go of it, so that it can be gone on with. */
  close(): Promise<void>;
  /** Lets go of it and removes everything. */
  drop(): Promise<void>;
}

/** A disk in another program's format, which no engine has opened yet. */
export interface ForeignDisk {
  /** Its format as people call it, `VMDK`. */
  readonly name: string;
  /**
   * Puts a disk of ours in its place, as a whole or not at all; what was said of its bytes is forgotten.
   * @returns whether it has at most so many bytes, without which it stays what it is
   * @throws UserError where it cannot be read, and the signal's reason
   */
  convert(options: ConvertOptions): Promise<boolean>;
}

export interface ConvertOptions {
  /** The most that the disk of ours may have, in bytes. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  /** @param part how much of it is done, 0 to 1 */
  onProgress(part: number): void;
}
