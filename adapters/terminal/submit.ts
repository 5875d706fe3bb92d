import type { UserError } from '../../src/base/errors.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { lineFor } from '../../src/command/line.ts';
import type { ResultData } from '../../src/command/result-data.ts';
import type { View } from '../../src/view/view.ts';
import { invocationOf, type Person } from './person.ts';
import { savePictures } from './pictures.ts';

/** What came of a typed line. `path` is the command's, or what was typed where it is none. */
export type Heard = { readonly path: string } & (
  | { readonly kind: 'said'; readonly view: View; readonly data: ResultData }
  | { readonly kind: 'asked'; readonly view: View }
  | { readonly kind: 'refused'; readonly error: UserError }
  | { readonly kind: 'started'; readonly jobId: string }
);

/** Gives a typed line to labvm, and waits for what comes of it. */
export async function submit(line: string, desk: Desk, person: Person): Promise<Heard> {
  const received = await desk.receive(invocationOf(line, person));
  if (received.kind === 'repeated') throw new Error('A fresh invocation was taken for a repeated one.');
  const path = received.command?.path.join(' ') ?? line.trim();
  if (received.kind === 'rejected') return { path, kind: 'refused', error: received.error };
  const answer = await received.answer();
  if (answer.kind !== 'said') return { path, ...answer };
  return { path, ...answer, view: await savePictures(answer.view, person.pictureFolder) };
}

/** What Ctrl-C says: the same as `/job cancel`, authorised and recorded like everything that is typed. */
export async function cancelJob(jobId: string, desk: Desk, person: Person): Promise<void> {
  await submit(lineFor('job cancel', [jobId]), desk, person);
}
