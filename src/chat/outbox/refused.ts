import { failureOf, isRefusal, type Refusal, refusalOf } from '../call-failure.ts';
import type { Attempt, DeliverPorts } from './attempt.ts';
import { isAnswerable } from './entry.ts';
import { withNote } from './with-note.ts';

/** What becomes of a message that its chat refused: said otherwise, elsewhere, or given up. */
export async function refused(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const { kind, code } = refusal;
  if (kind === 'revoked') return ports.onRevoked(code);
  if (kind === 'malformed' && putPlainer(attempt, refusal, ports)) return;
  if (attempt.payload.hasFiles && kind !== 'unanswerable' && kind !== 'lost') {
    entry.isWithoutFiles = true;
    return;
  }
  if (kind === 'threadless' && entry.thread !== null) {
    entry.thread = null;
    return;
  }
  if (entry.where === null) return notThere(attempt, refusal, ports);
  if (entry.where.kind === 'told') return toDirect(attempt, ports);
  if (entry.where.kind === 'answer') return answerLost(attempt, refusal, ports);
  if (kind === 'lost') return lost(attempt, refusal, ports);
  if (kind === 'closed' && isFirstPlace(attempt) && entry.reply) return toDirect(attempt, ports);
  await giveUp(attempt, refusal, ports);
}

const isFirstPlace = ({ entry }: Attempt): boolean => entry.channel === entry.message.place.channel;

/** The next way of putting it; @returns whether there is one */
function putPlainer(
  { entry, payload }: Attempt,
  { code, why, fields }: Refusal,
  { client, log }: DeliverPorts,
) {
  const put = { wording: entry.wording, isShown: entry.shownBody !== null, ...(why ? { why } : {}) };
  const wording = client.plainer(payload, put);
  if (wording === null) return false;
  entry.wording = wording;
  log.warn(
    { chat: client.can.name, code, why, fields, message: entry.message.id },
    'a message is taken in plainer words only',
  );
  return true;
}

/** A message that was never shown. */
async function notThere(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry, way } = attempt;
  const { client, now } = ports;
  if (way === 'answer' && !entry.isClosed) {
    // Nobody acknowledged the act, or somebody deleted its answer: it is a message of its own.
    entry.mayAnswer = false;
    return;
  }
  if (way === 'answer') return toDirect(attempt, ports);
  if (refusal.kind !== 'closed' || !isFirstPlace(attempt) || !entry.reply)
    return giveUp(attempt, refusal, ports);
  const isLastResort = !entry.isClosed && client.answers(entry.reply) === 'last';
  entry.isClosed = true;
  // The asker alone is told, where nothing can be posted.
  if (isLastResort && isAnswerable(entry, client, now())) entry.mayAnswer = true;
  else await toDirect(attempt, ports);
}

/** An answer that cannot be changed: by what came with its act, or by labvm itself when the time for that is over. */
async function answerLost(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry, state } = attempt;
  const { where, message, reply, wording } = entry;
  const { client } = ports;
  if (refusal.kind === 'unanswerable') {
    if (where?.kind === 'answer') entry.where = { ...where, kind: 'message' };
    return;
  }
  // What a message of one's own would be refused as well.
  if (refusal.kind !== 'closed' && refusal.kind !== 'lost') return lost(attempt, refusal, ports);
  const { moved } = client.can;
  if (reply && moved && isAnswerable(entry, client, ports.now())) {
    const last = withNote({ ...state.view, actions: [] }, moved);
    try {
      await client.answer(
        reply,
        client.compose(last, message.locale, { wording, id: message.id, withFiles: false }),
      );
    } catch (error) {
      if (!isRefusal(failureOf(error))) throw error;
      return lost(attempt, refusal, ports);
    }
  }
  await toDirect(attempt, ports);
}

/** Somebody deleted it: only its end is worth another message. */
async function lost(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry, state } = attempt;
  if (!state.final) entry.shownRevision = state.revision;
  else if (entry.isReposted) await giveUp(attempt, refusal, ports);
  else Object.assign(entry, { isReposted: true, where: null, mayAnswer: false, shownBody: null });
}

async function giveUp(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { code, why, fields, needed } = refusal;
  const chat = ports.client.can.name;
  const message = attempt.entry.message.id;
  ports.log.error({ chat, code, why, fields, needed, message }, 'a message is refused, and it is given up');
  await letGo(attempt, ports);
}

/** It is owed no longer: nobody can be shown it, or it is of long ago and nobody is told it now. */
export async function letGo({ entry, state }: Attempt, { desk }: DeliverPorts): Promise<void> {
  entry.state = { ...state, final: true };
  entry.shownRevision = state.revision;
  await desk.shown(entry.message.id, Number.MAX_SAFE_INTEGER, null);
}

/** From now on it goes to the asker's own channel with labvm, as an ordinary message. */
export async function toDirect(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, state } = attempt;
  const { reply, attemptedAtMs, shownRevision } = entry;
  if (!reply) return;
  try {
    entry.channel = await ports.client.openDirect(reply.user);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.kind === 'revoked') return ports.onRevoked(refusal.code);
    if (refusal === null) throw error;
    return giveUp(attempt, refusal, ports);
  }
  Object.assign(entry, {
    where: null,
    thread: null,
    mayAnswer: false,
    wording: null,
    shownBody: null,
    // An earlier process may have posted it there.
    mustFind: attemptedAtMs !== null,
    // What was shown where it can no longer be changed is shown again here.
    shownRevision: Math.min(shownRevision, state.revision - 1),
  });
}
