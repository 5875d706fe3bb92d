import type { Locale } from '../../../src/base/text.ts';
import type { Attachment } from './attachment.ts';

/** Somebody did something in Discord: typed a command, pressed a button, chose from a menu, or sent a form. */
export interface Act {
  /** Names the act, not the delivery: `discord:<interaction>`. */
  readonly id: string;
  readonly user: string;
  /** For people to read, as the server or Discord calls them. */
  readonly userName: string;
  readonly locale: Locale;
  /** The server it happened in; null in direct messages and groups. */
  readonly guild: string | null;
  /** They belong to no server that labvm serves, as far as is known. */
  readonly isElsewhere: boolean;
  readonly channel: string;
  /** A command line as it would be typed: `/vm create tiny web1 --memory 256M`. */
  readonly line: string;
  /** It is the line of a button or a menu, and stands in the message that was pressed. */
  readonly wasShown?: true;
  /** What stood in the form that was sent, by the names of the options; some of it may be secret. */
  readonly filledIn?: Readonly<Record<string, string>>;
  readonly interaction: InteractionKey;
  /** What came with it; none of what an earlier process recorded. */
  readonly attachments?: readonly Attachment[];
  /** The message whose button was pressed or whose menu was used. */
  readonly pressed: Pressed | null;
}

/** What an interaction is answered with. The token is a secret: it opens the answer for 15 minutes. */
export interface InteractionKey {
  readonly id: string;
  readonly token: string;
}

export interface Pressed {
  readonly message: string;
  /** Only the one who pressed it sees it. */
  readonly isEphemeral: boolean;
  /** It was a question or an error that the answer takes the place of. */
  readonly isAnswered: boolean;
}
