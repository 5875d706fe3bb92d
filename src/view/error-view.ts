import type { ErrorRecord } from '../errors.ts';
import { type View, view } from './view.ts';

/** An error as a message. */
export function errorView({
  text,
  hint,
}: Pick<ErrorRecord, 'text'> & { hint?: ErrorRecord['hint'] | undefined }): View {
  return view({ tone: 'bad', title: text, parts: hint ? [{ kind: 'note', text: hint }] : [] });
}
