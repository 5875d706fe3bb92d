import { randomUUID } from 'node:crypto';
import type { ErrorRecord } from '../../src/base/errors.ts';
import { type Locale, say } from '../../src/base/text.ts';
import type { Desk, JobSight } from '../../src/chat/desk.ts';
import { lineFor } from '../../src/command/line.ts';
import type { Grant } from '../../src/console/grant.ts';
import { spoken } from '../../src/view/spoken.ts';
import type { View } from '../../src/view/view.ts';
import type { EventMessage, Order } from './protocol.ts';
import { knownRecord, remedyOf } from './refusal-page.ts';

type Said = Extract<EventMessage, { kind: 'said' }>;

/**
 * Does what a page asks for in the name of the one whose session it is: the same command as in a chat, authorised and
 * recorded like it. Tells what becomes of it until it is done or nobody listens. Never rejects.
 * @param onTaken called when it is recorded or refused: before that the page is not to send another
 */
export async function giveOrder(
  order: Order,
  grant: Grant,
  desk: Desk,
  tell: (said: Said) => void,
  signal: AbortSignal,
  onTaken: () => void,
): Promise<void> {
  const { actor, locale, vm } = grant;
  const place = { chat: 'web', channel: grant.id };
  try {
    const invocation = { id: randomUUID(), actor, place, locale, line: lineFor(`vm ${order}`, [vm]) };
    const received = await desk.receive(invocation).finally(onTaken);
    if (received.kind === 'repeated') return;
    if (received.kind === 'rejected') return tell(refused(received.error, locale));
    const answer = await received.answer();
    if (answer.kind === 'refused') return tell(refused(answer.error, locale));
    if (answer.kind !== 'started') return tell(saidOf(answer.view, locale));
    for await (const sight of desk.follow(answer.jobId, signal)) {
      tell(progressOf(sight, locale));
      if (sight.finished) await desk.shown(answer.jobId, sight.job.revision, null);
    }
  } catch (error) {
    if (!signal.aborted) tell(refused(error, locale));
  }
}

function saidOf(view: View, locale: Locale): Said {
  const [first = ''] = spoken({ ...view, actions: [] }, locale).split('\n');
  return { kind: 'said', tone: view.tone, text: first };
}

const DONE = { en: 'Done.', es: 'Hecho.' };

/** What a job is at, in one line; its end in one word, because the machine itself is seen. */
function progressOf({ view, finished, error, job }: JobSight, locale: Locale): Said {
  if (error) return toldAs(error, locale);
  if (finished)
    return { kind: 'said', tone: job.state === 'done' ? 'good' : view.tone, text: say(DONE, locale) };
  const title = view.title === undefined ? '' : say(view.title, locale);
  const step = view.parts
    .flatMap((part) => (part.kind === 'steps' ? part.steps : []))
    .find(({ state }) => state === 'running');
  return { kind: 'said', tone: 'working', text: step ? `${title}: ${say(step.label, locale)}` : title };
}

const TROUBLE = { en: 'Something went wrong in labvm itself.', es: 'Algo ha fallado en el propio labvm.' };

function refused(error: unknown, locale: Locale): Said {
  const known = knownRecord(error);
  return known ? toldAs(known, locale) : { kind: 'said', tone: 'bad', text: say(TROUBLE, locale) };
}

function toldAs(error: ErrorRecord, locale: Locale): Said {
  return { kind: 'said', tone: 'bad', text: `${say(error.text, locale)} ${remedyOf(error, locale)}`.trim() };
}
