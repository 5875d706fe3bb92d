import type { ErrorRecord } from '../base/errors.ts';
import { type Part, type View, view } from './view.ts';

/** An error as far as people see it. */
type Seen = Pick<ErrorRecord, 'text'> & {
  readonly hint?: ErrorRecord['hint'] | undefined;
  readonly evidence?: string | undefined;
};

/** An error as a message: a sentence, and no headline. */
export function errorView(error: Seen): View {
  return view({ tone: 'bad', parts: [{ kind: 'text', text: error.text }, ...remedyParts(error)] });
}

/** What stands below the sentence that says what happened: what to do, and on what evidence it was said. */
export function remedyParts({ hint, evidence }: Omit<Seen, 'text'>): readonly Part[] {
  return [hint, evidence].flatMap((text) => (text === undefined ? [] : [{ kind: 'note' as const, text }]));
}
