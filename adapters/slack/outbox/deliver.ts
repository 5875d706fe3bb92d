import type { Log } from '../../../src/base/log.ts';
import type { Locale } from '../../../src/base/text.ts';
import { backoffMs } from '../../../src/chat/outbox/backoff.ts';
import type { OwedState } from '../../../src/chat/owed.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import { type Body, type Failure, failureOf, type Web } from '../web/index.ts';
import { type Entry, refOf, type Where } from './entry.ts';
import type { Illustrator } from './illustrate.ts';
import type { WorkspacePace } from './pace.ts';
import { INVITE, isClosed, livingAddress } from './reply-way.ts';
import type { Wording } from './wording.ts';

export interface DeliverPorts {
  readonly web: Web;
  readonly render: (view: View, locale: Locale) => SlackContent;
  readonly pace: WorkspacePace;
  readonly wording: Wording;
  readonly illustrator: Illustrator;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Slack takes our token no more. @returns whether the code says so */
  isRevoked(code: string): boolean;
}

/** Whoever is told alone, because the channel is closed to labvm, is told how to let it in. */
function saidHere({ where, channel, owed }: Entry, view: View): View {
  const isElsewhere = where?.kind === 'response' || channel !== owed.channel;
  return isElsewhere ? { ...view, parts: [...view.parts, { kind: 'note', text: INVITE }] } : view;
}

/** A message's text is gone or can no longer be changed. */
const LOST = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive']);
const NO_THREAD = new Set(['thread_not_found', 'invalid_thread_ts']);

/** One attempt to show one state. */
interface Attempt {
  readonly entry: Entry;
  readonly state: OwedState;
  readonly content: SlackContent;
  /** What is sent of it, in the words that the workspace takes. */
  readonly body: Body;
}

/** Brings one message one step further: looks for it, posts it, or edits it to its newest state. Never throws. */
export async function deliver(entry: Entry, state: OwedState, ports: DeliverPorts): Promise<void> {
  const content = ports.render(saidHere(entry, state.view), entry.owed.locale);
  const attempt = { entry, state, content, body: ports.wording.body(content) };
  try {
    if (entry.where === null) await bringThere(attempt, ports);
    else if (entry.where.kind === 'response') await answerAsker(attempt, ports);
    else await edit(attempt, entry.where, ports);
    entry.failures = 0;
  } catch (error) {
    // What is done about a failure can fail as well; then it is tried again like everything else.
    await failed(attempt, error, ports).catch((second: unknown) => later(entry, second, ports));
  }
}

async function bringThere(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, body } = attempt;
  const { owed, channel, thread } = entry;
  if (entry.mustFind) {
    const found = await search(entry, ports);
    entry.mustFind = false;
    if (found !== null) return isAt(entry, { kind: 'message', channel, ts: found });
  }
  if (owed.isOld) return letBe(attempt);
  entry.attemptedAtMs ??= ports.now();
  await owed.attempted(entry.attemptedAtMs);
  const ts = await ports.web.post({ channel, thread, id: owed.id, ...body });
  await shown(attempt, { kind: 'message', channel, ts }, ports);
}

/** It is of long ago and not there, or nobody can tell: whoever waited for it is not told now. */
async function letBe({ entry, state }: Attempt): Promise<void> {
  entry.state = { ...state, final: true };
  entry.shownRevision = state.revision;
  await entry.owed.shown(Number.MAX_SAFE_INTEGER, null);
}

/** How long before its attempt a message is looked for, in milliseconds: clocks differ. */
const CLOCKS_MS = 60_000;

async function search(
  { owed, channel, thread, attemptedAtMs }: Entry,
  { web, log, now }: DeliverPorts,
): Promise<string | null> {
  try {
    return await web.find({ channel, thread, id: owed.id, sinceMs: (attemptedAtMs ?? now()) - CLOCKS_MS });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused') throw error;
    if (!isClosed(failure.code)) {
      log.warn(
        { code: failure.code, needed: failure.needed, message: owed.id },
        'the history may not be read: a message may be posted twice',
      );
    }
    return null;
  }
}

async function edit(
  attempt: Attempt,
  where: Extract<Where, { kind: 'message' }>,
  ports: DeliverPorts,
): Promise<void> {
  const { entry, body } = attempt;
  if (JSON.stringify(body) !== entry.shownBody)
    await ports.web.update({ channel: where.channel, ts: where.ts, id: entry.owed.id, ...body });
  await shown(attempt, where, ports);
}

/** Says the state to the asker alone, where labvm cannot write in the channel. */
async function answerAsker(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry, body } = attempt;
  const address = livingAddress(entry.owed.reply, ports.now());
  if (address === null) return toDirect(entry, ports);
  await ports.web.respond(address, { response_type: 'ephemeral', replace_original: false, ...body });
  await shown(attempt, { kind: 'response' }, ports);
}

/** Stores where a message is, so that it is never posted again. */
async function isAt(entry: Entry, where: Where): Promise<void> {
  entry.where = where;
  await entry.owed.shown(entry.shownRevision, refOf(where));
}

async function shown(attempt: Attempt, where: Where, ports: DeliverPorts): Promise<void> {
  const { entry, state, content, body } = attempt;
  const isNew = entry.where === null;
  entry.where = where;
  entry.shownAtMs = ports.monotonic();
  entry.shownBody = JSON.stringify(body);
  if (state.final && content.file) {
    // Attaching may take several attempts, which must not post the message again.
    if (isNew) await isAt(entry, where);
    await attach(entry, where, content, ports);
  }
  await entry.owed.shown(state.revision, refOf(where));
  entry.shownRevision = state.revision;
  if (state.final && content.pictures.length > 0) await illustrate(attempt, where, ports);
}

/** Pictures come last: a message without them says the same, and nobody waits for them. */
async function illustrate(
  { entry, content, body }: Attempt,
  where: Where,
  ports: DeliverPorts,
): Promise<void> {
  if (where.kind !== 'message') return;
  const { web, pace, illustrator, log } = ports;
  const { channel, ts } = where;
  try {
    const pictured = await illustrator.illustrate(content, body, async (next) => {
      pace.edited();
      await web.update({ channel, ts, id: entry.owed.id, ...next });
    });
    entry.shownBody = JSON.stringify(pictured);
  } catch (error) {
    log.warn(
      { err: error, message: entry.owed.id },
      'Slack does not show a picture; labvm needs files:write there (docs/slack.md)',
    );
  }
}

async function attach(
  entry: Entry,
  where: Where,
  { file }: SlackContent,
  { web, log }: DeliverPorts,
): Promise<void> {
  if (!file) return;
  try {
    if (where.kind === 'message') await web.upload(where.channel, entry.thread ?? where.ts, file);
    else if (entry.owed.reply) await web.upload(await web.openDirect(entry.owed.reply.user), null, file);
  } catch (error) {
    if (failureOf(error).kind !== 'refused') throw error;
    log.warn({ err: error, message: entry.owed.id }, 'what was too long for a message could not be attached');
  }
}

/** What becomes of a message after a failed step. */
async function failed(attempt: Attempt, error: unknown, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const failure = failureOf(error);
  if (failure.kind === 'refused') return refused(attempt, failure, ports);
  if (failure.kind === 'limited') {
    if (entry.where === null) ports.pace.pausePosts(entry.channel, failure.retryAfterMs);
    else if (entry.where.kind === 'message') ports.pace.pauseEdits(failure.retryAfterMs);
  }
  if (failure.kind === 'unknown' && entry.where === null) entry.mustFind = true;
  later(entry, error, ports);
}

/** Tries again after a while: as long as Slack says, or longer with each failure. */
function later(entry: Entry, error: unknown, { monotonic, log }: DeliverPorts): void {
  const failure = failureOf(error);
  if (failure.kind !== 'limited') entry.failures += 1;
  const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : backoffMs(entry.failures);
  entry.notBeforeMs = monotonic() + waitMs;
  log.warn({ err: error, message: entry.owed.id, waitMs }, 'a message to Slack is tried again later');
}

async function refused(
  attempt: Attempt,
  failure: Extract<Failure, { kind: 'refused' }>,
  ports: DeliverPorts,
): Promise<void> {
  const { entry, state, content, body } = attempt;
  const { code } = failure;
  if (ports.isRevoked(code) || ports.wording.refused(content, body, code)) return;
  if (LOST.has(code) && entry.where?.kind === 'message' && !entry.isReposted) {
    // Somebody deleted it: only its end is worth another message.
    if (!state.final) entry.shownRevision = state.revision;
    else Object.assign(entry, { isReposted: true, where: null });
    return;
  }
  if (NO_THREAD.has(code) && entry.thread !== null) {
    entry.thread = null;
    return;
  }
  if (entry.where?.kind === 'response') return toDirect(entry, ports);
  const isFirstPlace = entry.where === null && entry.channel === entry.owed.channel;
  if (isClosed(code) && isFirstPlace && entry.owed.reply) return elsewhere(attempt, ports);
  await giveUp(entry, state, failure, ports);
}

/** Nobody can be shown it: it is owed no longer. */
async function giveUp(
  entry: Entry,
  state: OwedState,
  { code, needed }: Extract<Failure, { kind: 'refused' }>,
  { log }: DeliverPorts,
): Promise<void> {
  log.error({ code, needed, message: entry.owed.id }, 'Slack refuses a message, and it is given up');
  entry.state = { ...state, final: true };
  entry.shownRevision = state.revision;
  await entry.owed.shown(Number.MAX_SAFE_INTEGER, null);
}

/** Where the channel is closed to labvm: the asker alone is told, and how to let labvm in. */
async function elsewhere({ entry, state }: Attempt, ports: DeliverPorts): Promise<void> {
  if (livingAddress(entry.owed.reply, ports.now()) === null) return toDirect(entry, ports);
  const alone = { ...entry, where: { kind: 'response' } } as const;
  const content = ports.render(saidHere(alone, state.view), entry.owed.locale);
  const attempt = { entry, state, content, body: ports.wording.body(content) };
  try {
    await answerAsker(attempt, ports);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused') return later(entry, error, ports);
    if (ports.wording.refused(content, attempt.body, failure.code)) return;
    await toDirect(entry, ports);
  }
}

/** From now on it goes to the asker's own channel with labvm, as an ordinary message. */
async function toDirect(entry: Entry, ports: DeliverPorts): Promise<void> {
  const { reply } = entry.owed;
  if (!reply) return;
  try {
    entry.channel = await ports.web.openDirect(reply.user);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || !entry.state) throw error;
    return giveUp(entry, entry.state, failure, ports);
  }
  entry.thread = null;
  entry.where = null;
  // An earlier process may have posted it there.
  entry.mustFind = entry.attemptedAtMs !== null;
}
