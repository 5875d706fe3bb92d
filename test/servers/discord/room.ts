import type { Checks } from './checks.ts';
import type { Faults } from './faults.ts';
import type { Interactions } from './interactions.ts';
import type { Rates } from './rates.ts';
import type { Space } from './space.ts';

/** Everything that the parts of the server share. */
export interface Room {
  readonly space: Space;
  readonly appId: string;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly interactions: Interactions;
  readonly checks: Checks;
  /** Every breach of a rule that was refused, with its call. */
  readonly breaches: string[];
  readonly token: string;
  /** The server's own address, without a slash at its end. */
  origin(): string;
  isRevoked: boolean;
}

/** A request, read and let through. */
export interface Asked {
  readonly method: string;
  /** Such as `POST /channels/:id/messages`. */
  readonly route: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly key: string; readonly name: string; readonly text: string }[];
}

/** What is answered. `null` is 204. */
export type Reply = object | null;
