import { CODES, type Failure, failureOf, markOf, payloadOf, type Wording } from '../rest/index.ts';
import { isAside } from '../token-life.ts';
import type { Attempt, DeliverPorts } from './deliver.ts';
import { type Entry, tokenFor } from './entry.ts';
import { saidLast } from './words.ts';

type Refusal = Extract<Failure, { kind: 'refused' }>;

/** The answer to the interaction is not there, or can no longer be reached by its token. */
const NO_ANSWER: ReadonlySet<number> = new Set([
  CODES.unknownWebhook,
  CODES.unknownInteraction,
  CODES.invalidWebhookToken,
]);
/** labvm cannot write in this channel. */
const CLOSED: ReadonlySet<number> = new Set([
  CODES.missingAccess,
  CODES.missingPermissions,
  CODES.unknownChannel,
  CODES.cannotMessageUser,
]);
/** What was sent is not as Discord wants it. */
const MALFORMED: ReadonlySet<number> = new Set([CODES.invalidFormBody, CODES.emptyMessage]);

/** What becomes of a message that Discord refused: said otherwise, elsewhere, or given up. */
export async function refused(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry, state, content } = attempt;
  const { code } = refusal;
  const { where } = entry;
  if (MALFORMED.has(code) && putSimpler(entry)) {
    ports.log.warn({ code, message: entry.owed.id, why: refusal.message }, 'Discord does not take a card');
    return;
  }
  if (
    state.final &&
    (content.file ?? content.plain.file ?? content.pictured) &&
    !entry.isWithoutFile &&
    !NO_ANSWER.has(code) &&
    code !== CODES.unknownMessage
  ) {
    entry.isWithoutFile = true;
    return;
  }
  if (where === null) return notThere(attempt, refusal, ports);
  if (where.kind === 'answer') return answerLost(attempt, refusal, ports);
  if (code === CODES.unknownMessage) return lost(attempt);
  if (CLOSED.has(code) && entry.owed.reply && entry.channel === entry.owed.channel)
    return toDirect(entry, ports);
  await giveUp(attempt, refusal, ports);
}

/** A message that was never shown. */
async function notThere(attempt: Attempt, refusal: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const { reply } = entry.owed;
  const { code } = refusal;
  if (tokenFor(entry, ports.now()) !== null) {
    // Nobody acknowledged the interaction, or somebody deleted its answer: it is a message of its own.
    entry.mayAnswer = false;
    return;
  }
  if (!CLOSED.has(code) || !reply || entry.channel !== entry.owed.channel)
    return giveUp(attempt, refusal, ports);
  // The question that only the asker sees takes it in, where nothing else can be written.
  if (isAside(reply) && !entry.mayAnswer) {
    entry.mayAnswer = true;
    if (tokenFor(entry, ports.now()) !== null) return;
  }
  await toDirect(entry, ports);
}

/** The answer to an interaction that cannot be changed: by its token, or by the bot when the token's time is over. */
async function answerLost(attempt: Attempt, { code }: Refusal, ports: DeliverPorts): Promise<void> {
  const { entry, state } = attempt;
  const { reply, locale, id } = entry.owed;
  const token = tokenFor(entry, ports.now());
  if (NO_ANSWER.has(code)) {
    if (entry.where) entry.where = { ...entry.where, kind: 'message' };
    return;
  }
  if (!CLOSED.has(code) && code !== CODES.unknownMessage) {
    // What a message of one's own would be refused as well.
    return lost(attempt);
  }
  if (token !== null && reply) {
    const last = ports.render(saidLast(state.view), locale);
    const payload = payloadOf(last, { wording: entry.wording, mark: markOf(id) });
    try {
      await ports.rest.editOriginal(token, payload);
    } catch (error) {
      if (failureOf(error).kind !== 'refused') throw error;
      return lost(attempt);
    }
  }
  await toDirect(entry, ports);
}

/** Somebody deleted it: only its end is worth another message. */
function lost({ entry, state }: Attempt): void {
  if (!state.final || entry.isReposted) entry.shownRevision = state.revision;
  else Object.assign(entry, { isReposted: true, where: null, mayAnswer: false, shownBody: null });
}

/** Nobody can be shown it: it is owed no longer. */
async function giveUp(
  { entry, state }: Attempt,
  { code, message }: Refusal,
  { log }: DeliverPorts,
): Promise<void> {
  log.error({ code, why: message, message: entry.owed.id }, 'Discord refuses a message, and it is given up');
  entry.state = { ...state, final: true };
  entry.shownRevision = state.revision;
  await entry.owed.shown(Number.MAX_SAFE_INTEGER, null);
}

/** From now on it goes to the asker's own channel with labvm, as an ordinary message. */
async function toDirect(entry: Entry, ports: DeliverPorts): Promise<void> {
  const { reply } = entry.owed;
  if (!reply) return;
  try {
    entry.channel = await ports.rest.openDirect(reply.user);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || !entry.state) throw error;
    return giveUp(
      { entry, state: entry.state, content: ports.render(entry.state.view, entry.owed.locale) },
      failure,
      ports,
    );
  }
  // An earlier process may have posted it there.
  const mustFind = entry.attemptedAtMs !== null;
  Object.assign(entry, {
    where: null,
    replyTo: null,
    mayAnswer: false,
    shownBody: null,
    wording: 'card',
    mustFind,
    // What was shown where it can no longer be changed is shown again here.
    shownRevision: Math.min(entry.shownRevision, (entry.state?.revision ?? 0) - 1),
  });
}

/** The next way of putting it; @returns whether there is one */
function putSimpler(entry: Entry): boolean {
  const ways: readonly Wording[] =
    entry.shownBody === null ? ['card', 'text', 'simple'] : ['card', 'simple', 'text'];
  const next = ways[ways.indexOf(entry.wording) + 1];
  if (next === undefined) return false;
  entry.wording = next;
  return true;
}
