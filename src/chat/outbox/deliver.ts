import type { View } from '../../view/view.ts';
import { failureOf, isRefusal } from '../call-failure.ts';
import type { ChatClient, Spot } from '../client.ts';
import { attach, illustrate } from './after.ts';
import type { Attempt, DeliverPorts } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import { type Entry, isAnswerable, refOf, type Turn, type Where, wayOf } from './entry.ts';
import { letGo, refused, toDirect } from './refused.ts';
import type { State } from './states.ts';
import { withNote } from './with-note.ts';

/** Brings one message one step further: answers, posts, or edits it to its newest state. Never throws. */
export async function deliver(entry: Entry, state: State, ports: DeliverPorts): Promise<void> {
  const { client } = ports;
  const way = wayOf(entry, client, ports.now());
  const how = {
    wording: entry.wording,
    id: entry.message.id,
    withFiles: state.final && !entry.isWithoutFiles,
  };
  const payload = client.compose(saidHere(entry, way, state.view, client), entry.message.locale, how);
  const attempt = { entry, state, way, payload };
  try {
    await step(attempt, ports);
    entry.failures = 0;
  } catch (error) {
    // What is done about a failure can fail as well; then it is tried again like everything else.
    await failed(attempt, error, ports).catch((second: unknown) => later(entry, second, ports));
  }
}

const PICTURE_ELSEWHERE = {
  en: 'The picture is in your direct messages with labvm.',
  es: 'La imagen está en sus mensajes directos con labvm.',
};

/** Whoever is told alone, because the channel is closed to labvm, is told where its pictures are and how to let it in. */
function saidHere({ channel, message }: Entry, way: Turn['way'], view: View, { can }: ChatClient): View {
  const isAlone = way === 'answer' && can.answers.handOverMs === null;
  if (!isAlone) return channel === message.place.channel ? view : withNote(view, can.invite);
  const hasPicture = view.parts.some(({ kind }) => kind === 'picture');
  return withNote(hasPicture ? withNote(view, PICTURE_ELSEWHERE) : view, can.invite);
}

async function step(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, way } = attempt;
  if (way === 'post') return bringThere(attempt, ports);
  if (way === 'answer') return answer(attempt, ports);
  if (entry.where !== null && entry.where.kind !== 'told') await edit(attempt, entry.where, ports);
}

async function bringThere(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, payload } = attempt;
  const { message, channel, thread } = entry;
  const { client, desk } = ports;
  if (entry.mustFind) {
    const found = await search(entry, ports);
    entry.mustFind = false;
    if (found !== null) return isAt(entry, { kind: 'message', channel, message: found }, ports);
  }
  if (message.isOld) return letGo(attempt, ports);
  entry.attemptedAtMs ??= ports.now();
  await desk.mail.attempted(message.id, new Date(entry.attemptedAtMs));
  const spot = await client.post({ channel, thread, id: message.id, payload });
  await shown(attempt, { kind: 'message', ...spot }, ports);
}

/** How long before its attempt a message is looked for, in milliseconds: clocks differ. */
const CLOCKS_MS = 60_000;

async function search(entry: Entry, { client, log, now }: DeliverPorts): Promise<string | null> {
  const { message, channel, thread, attemptedAtMs } = entry;
  const { id, place } = message;
  // An answer to an act is in the channel where it was asked.
  const reply = channel === place.channel ? entry.reply : null;
  const sinceMs = (attemptedAtMs ?? now()) - CLOCKS_MS;
  try {
    return await client.find({ channel, thread, id, reply, sinceMs });
  } catch (error) {
    const failure = failureOf(error);
    if (!isRefusal(failure)) throw error;
    const { code, needed } = failure;
    log.warn(
      { chat: client.can.name, code, needed, message: id },
      'the history may not be read: a message may be posted twice',
    );
    return null;
  }
}

async function edit(attempt: Attempt, { channel, message }: Spot, ports: DeliverPorts): Promise<void> {
  const { entry, payload } = attempt;
  // A message that changes hands is edited into itself, to see whether it can be.
  const isSame = entry.where?.kind === 'message' && isShown(attempt);
  if (!isSame) await ports.client.edit({ channel, message }, { id: entry.message.id, payload });
  await shown(attempt, { kind: 'message', channel, message }, ports);
}

/** Says it by what came with the act that it answers. */
async function answer(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, payload } = attempt;
  const { where, reply } = entry;
  const { client } = ports;
  if (reply === null || !isAnswerable(entry, client, ports.now())) return toDirect(attempt, ports);
  if (where?.kind === 'answer' && isShown(attempt)) return shown(attempt, where, ports);
  const spot = await client.answer(reply, payload);
  await shown(attempt, spot === null ? { kind: 'told' } : { kind: 'answer', ...spot }, ports);
}

function isShown({ entry, payload }: Attempt): boolean {
  return JSON.stringify(payload.body) === entry.shownBody;
}

/** Stores where a message is, so that it is never posted again. */
async function isAt(entry: Entry, where: Where, { desk }: DeliverPorts): Promise<void> {
  entry.where = where;
  await desk.shown(entry.message.id, entry.shownRevision, refOf(where));
}

async function shown(attempt: Attempt, where: Where, ports: DeliverPorts): Promise<void> {
  const { entry, state, payload } = attempt;
  const { after } = payload;
  const isNew = entry.where === null;
  entry.where = where;
  entry.shownAtMs = ports.monotonic();
  entry.shownBody = JSON.stringify(payload.body);
  if (state.final && (after.file || (after.pictures && where.kind === 'told'))) {
    // Attaching may take several attempts, which must not post the message again.
    if (isNew) await isAt(entry, where, ports);
    await attach(attempt, where, ports);
  }
  await ports.desk.shown(entry.message.id, state.revision, refOf(where));
  entry.shownRevision = state.revision;
  if (state.final && after.pictures && where.kind !== 'told') await illustrate(attempt, where, ports);
}

/** What becomes of a message after a failed step. */
async function failed(attempt: Attempt, error: unknown, ports: DeliverPorts): Promise<void> {
  const { entry, way } = attempt;
  const failure = failureOf(error);
  if (isRefusal(failure)) return refused(attempt, failure, ports);
  if (failure.kind === 'limited')
    ports.pace.pause({ way, id: entry.message.id, channel: entry.channel }, failure.retryAfterMs);
  if (failure.kind === 'unknown' && way === 'post') entry.mustFind = true;
  later(entry, error, ports);
}

/** Tries again after a while: as long as the chat says, or longer with each failure of its own. */
function later(entry: Entry, error: unknown, { client, monotonic, log }: DeliverPorts): void {
  const failure = failureOf(error);
  if (failure.kind !== 'limited') entry.failures += 1;
  const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : backoffMs(entry.failures);
  entry.notBeforeMs = monotonic() + waitMs;
  const { id } = entry.message;
  log.warn({ err: error, chat: client.can.name, message: id, waitMs }, 'a message is tried again later');
}
