/** What a stretch of text is, for a chat that has colours. */
export type Role = 'plain' | 'title' | 'label' | 'quiet' | 'good' | 'warning' | 'bad' | 'working';

/** A stretch of a line. */
export interface Span {
  readonly text: string;
  readonly role: Role;
}

export type Line = readonly Span[];
