import type { Faults } from './faults.ts';
import type { Rates } from './rates.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Schemas } from './schemas.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** Everything that the parts of the server share. */
export interface Room {
  readonly workspace: Workspace;
  readonly schemas: Schemas;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly tokens: { readonly bot: string; readonly app: string };
  /** Tokens that are refused from now on. */
  readonly revoked: Set<string>;
  readonly scopes: Set<string>;
  /** The server's own address, without a slash at its end. */
  origin(): string;
  /** A ticket for one socket. */
  newTicket(): string;
}

/** Arguments of a call, as they were sent. */
export type Args = Readonly<Record<string, unknown>>;
