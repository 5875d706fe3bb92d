import type { UserError } from '../base/errors.ts';
import type { Locale } from '../base/text.ts';
import type { View } from '../view/view.ts';
import type { Command } from './command.ts';
import type { ResultData } from './result-data.ts';

/** What came of a request, for the chat to show. */
export type Answer =
  | { readonly kind: 'said'; readonly view: View; readonly data: ResultData }
  /** A question: its view has the actions that answer it. */
  | { readonly kind: 'asked'; readonly view: View }
  /** Work began (or had begun: the same act came twice): its message is the answer, see `Desk.follow`. */
  | { readonly kind: 'started'; readonly jobId: string }
  | { readonly kind: 'refused'; readonly error: UserError };

/**
 * What a chat hears at once, from memory and a few milliseconds of SQL. `accepted` is recorded: acknowledge it, then
 * ask for the answer, in another language where the asker's was not known before. `repeated` was recorded before, or told so often that it is not told again: acknowledge it
 * and do nothing.
 */
export type Received =
  | { readonly kind: 'accepted'; readonly command: Command; answer(locale?: Locale): Promise<Answer> }
  | { readonly kind: 'rejected'; readonly command: Command | null; readonly error: UserError }
  | { readonly kind: 'repeated' };
