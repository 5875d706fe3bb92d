/** A digest that somebody published, in hexadecimal. */
export type Digest = {
  readonly algorithm: DigestAlgorithm;
  readonly value: string;
};

/** Strongest first; MD5 tells a broken download, and nothing of whoever meant to cheat. */
export const DIGEST_ALGORITHMS = ['sha512', 'sha256', 'md5'] as const;

export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number];

/** How many hexadecimal digits a digest has. */
export const DIGEST_LENGTHS: Readonly<Record<DigestAlgorithm, number>> = { sha512: 128, sha256: 64, md5: 32 };

/** A file in which the publisher lists digests, one line a file, as `sha256sum` writes them or as BSD's tools do. */
export type SumsFile = {
  readonly url: string;
  readonly algorithm: DigestAlgorithm;
};

/** Where an image comes from. */
export type ImageSource =
  /** Made on this host by set-up. */
  | { readonly kind: 'built' }
  /** Given by somebody, as a file or from a machine: there is nowhere to fetch it again. */
  | { readonly kind: 'given' }
  /** A file of a fixed name; further addresses are tried in their order. */
  | {
      readonly kind: 'file';
      readonly urls: readonly string[];
      readonly sums?: SumsFile;
      readonly digest?: Digest;
      /** The digest was given by a person and not by the publisher. */
      readonly isGiven?: boolean;
    }
  /** The newest file of a folder whose name fits, as the folder's own list of digests names it. */
  | { readonly kind: 'listed'; readonly folder: string; readonly name: string; readonly sums: SumsFile }
  /** What a stream's metadata of Fedora CoreOS names (coreos docs: stream metadata). */
  | { readonly kind: 'coreos-stream'; readonly url: string };

/** Whether its bytes can be fetched. */
export function isFetchable({ kind }: ImageSource): boolean {
  return kind === 'file' || kind === 'listed' || kind === 'coreos-stream';
}
