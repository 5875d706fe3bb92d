import type { Time } from '../time.ts';
import { newId } from './ids.ts';

/** An interaction that somebody began. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Discord's type: 2 command, 3 component, 4 autocomplete, 5 form. */
  readonly type: number;
  readonly user: string;
  readonly channel: string;
  /** The message that was pressed. */
  readonly pressed: string | null;
  /** By the server's time. */
  readonly atMs: number;
  ack: Ack | null;
  /** The message of its first answer. */
  original: string | null;
  /** Promised, and the first thing said after it takes its place. */
  isPromised: boolean;
  isExpired: boolean;
  /** Resolves with the acknowledgement, or null where it did not come in time. */
  readonly acked: Promise<Ack | null>;
  settle(ack: Ack | null): void;
}

/** How the app took it. */
export interface Ack {
  readonly type: number;
  readonly afterMs: number;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** Discord waits so long for the first answer (interactions, receiving and responding). */
export const FIRST_ANSWER_MS = 3000;
const TOKEN_MS = 15 * 60 * 1000;

export interface Interactions {
  /**
   * @param ageMs how long ago it was done
   * @param known how it was named in an earlier life of the server
   */
  begin(
    draft: Pick<Interaction, 'type' | 'user' | 'channel' | 'pressed'>,
    ageMs?: number,
    known?: Pick<Interaction, 'id' | 'token'>,
  ): Interaction;
  byToken(token: string): Interaction | null;
  /** The newest one. */
  last(): Interaction | null;
  /** How long ago it was done, in milliseconds. */
  ageOf(interaction: Interaction): number;
  isAlive(interaction: Interaction): boolean;
  /** The tokens given so far are over. */
  expireAll(): void;
}

/** @param aheadMs how far Discord's clock is ahead of the host's */
export function createInteractions(time: Time, aheadMs = 0): Interactions {
  const ageOf: Interactions['ageOf'] = ({ atMs }) => time.now() - atMs;
  const all = new Map<string, Interaction>();
  return {
    begin(draft, ageMs = 0, known) {
      const id = known?.id ?? newId(Date.now() + aheadMs - ageMs);
      const { promise: acked, resolve } = Promise.withResolvers<Ack | null>();
      // Put together here, so that nobody who looks for lost tokens stops at it.
      const token = known?.token ?? ['aW50', id, Math.random().toString(36).slice(2)].join('');
      const interaction: Interaction = {
        ...draft,
        id,
        token,
        atMs: time.now() - ageMs,
        ack: null,
        original: null,
        isPromised: false,
        isExpired: false,
        acked,
        settle: resolve,
      };
      all.set(token, interaction);
      return interaction;
    },
    byToken: (token) => all.get(token) ?? null,
    last: () => [...all.values()].at(-1) ?? null,
    ageOf,
    isAlive: (interaction) => !interaction.isExpired && ageOf(interaction) < TOKEN_MS,
    expireAll() {
      for (const interaction of all.values()) interaction.isExpired = true;
    },
  };
}
