import type { APIAttachment } from 'discord.js';

/** A file that somebody attached to an interaction, as Discord describes it. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Signed by Discord, and good for a day or so. */
  readonly url: string;
}

/** The part of an interaction's data that says what came with it. */
export interface Resolved {
  readonly resolved?: { readonly attachments?: Readonly<Record<string, APIAttachment>> };
}

/** What came with an interaction. */
export function attachmentsOf(data: object | undefined): readonly Attachment[] {
  const { resolved } = (data ?? {}) as Resolved;
  return Object.values(resolved?.attachments ?? {}).map(({ id, filename, size, url }) => ({
    id,
    name: filename,
    bytes: size,
    url,
  }));
}
