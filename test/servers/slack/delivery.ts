/** Something that Slack brings to an app. */
export interface Envelope {
  readonly type: 'slash_commands' | 'events_api' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** What the app made of it. */
export interface Ack {
  readonly afterMs: number;
  /** What it sent along, such as the errors of a form or the choices of a menu. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One of the ways in which an app is reached. */
export interface Delivery {
  /** @returns null where it was not acknowledged within three seconds, or the way to the app broke before */
  deliver(envelope: Envelope): Promise<Ack | null>;
  /** Whether anybody is there. */
  isReady(): boolean;
  close(): Promise<void>;
}
