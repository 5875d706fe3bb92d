import type { Log } from '../../../src/log.ts';
import type { Locale } from '../../../src/text.ts';
import type { View } from '../../../src/view/view.ts';
import type { SlackContent } from '../content.ts';
import type { OwedState } from '../owed.ts';
import { type Failure, failureOf, type Web } from '../web/index.ts';
import { backoffMs } from './backoff.ts';
import { type Entry, refOf, type Where } from './entry.ts';
import type { WorkspacePace } from './pace.ts';
import { INVITE, isClosed, livingAddress } from './reply-way.ts';
import type { Wording } from './wording.ts';

export interface DeliverPorts {
  readonly web: Web;
  readonly render: (view: View, locale: Locale) => SlackContent;
  readonly pace: WorkspacePace;
  readonly wording: Wording;
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

/** Brings one message one step further: looks for it, posts it, or edits it to its newest state. Never throws. */
export async function deliver(entry: Entry, state: OwedState, ports: DeliverPorts): Promise<void> {
  const content = ports.render(saidHere(entry, state.view), entry.owed.locale);
  try {
    if (entry.where === null) await bringThere(entry, state, content, ports);
    else if (entry.where.kind === 'response') await answerAsker(entry, state, content, ports);
    else await edit(entry, entry.where, state, content, ports);
    entry.failures = 0;
  } catch (error) {
    await failed(entry, state, content, error, ports);
  }
}

async function bringThere(entry: Entry, state: OwedState, content: SlackContent, ports: DeliverPorts) {
  const { owed } = entry;
  if (entry.mustFind) {
    const ts = await search(entry, ports);
    entry.mustFind = false;
    if (ts !== null) {
      entry.where = { kind: 'message', channel: entry.channel, ts };
      await owed.shown(entry.shownRevision, refOf(entry.where));
      return;
    }
  }
  entry.attemptedAtMs ??= ports.now();
  await owed.attempted(entry.attemptedAtMs);
  const { channel, thread } = entry;
  const ts = await ports.web.post({ channel, thread, id: owed.id, ...ports.wording.body(content) });
  await shown(entry, { kind: 'message', channel, ts }, state, content, ports);
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
    if (failure.kind !== 'refused' || isClosed(failure.code)) {
      if (failure.kind === 'refused') return null;
      throw error;
    }
    log.warn(
      { code: failure.code, needed: failure.needed, message: owed.id },
      'the history may not be read: a message may be posted twice',
    );
    return null;
  }
}

async function edit(
  entry: Entry,
  where: Extract<Where, { kind: 'message' }>,
  state: OwedState,
  content: SlackContent,
  ports: DeliverPorts,
) {
  const body = ports.wording.body(content);
  if (JSON.stringify(body) !== entry.shownBody) {
    await ports.web.update({ channel: where.channel, ts: where.ts, id: entry.owed.id, ...body });
  }
  await shown(entry, where, state, content, ports);
}

/** Says the state to the asker alone, where labvm cannot write in the channel. */
async function answerAsker(entry: Entry, state: OwedState, content: SlackContent, ports: DeliverPorts) {
  const address = livingAddress(entry.owed.reply, ports.now());
  if (address === null) return toDirect(entry, ports);
  const said = { response_type: 'ephemeral', replace_original: false, ...ports.wording.body(content) };
  await ports.web.respond(address, said);
  await shown(entry, { kind: 'response' }, state, content, ports);
}

async function shown(
  entry: Entry,
  where: Where,
  state: OwedState,
  content: SlackContent,
  ports: DeliverPorts,
): Promise<void> {
  entry.where = where;
  entry.shownAtMs = ports.monotonic();
  entry.shownBody = JSON.stringify(ports.wording.body(content));
  if (state.final && content.file) await attach(entry, where, content, ports);
  await entry.owed.shown(state.revision, refOf(where));
  entry.shownRevision = state.revision;
}

async function attach(entry: Entry, where: Where, { file }: SlackContent, { web, log }: DeliverPorts) {
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
async function failed(
  entry: Entry,
  state: OwedState,
  content: SlackContent,
  error: unknown,
  ports: DeliverPorts,
): Promise<void> {
  const failure = failureOf(error);
  const isPost = entry.where === null;
  if (failure.kind === 'refused') return refused(entry, state, content, failure, ports);
  if (failure.kind === 'limited') {
    if (isPost) ports.pace.pausePosts(entry.channel, failure.retryAfterMs);
    else ports.pace.pauseEdits(failure.retryAfterMs);
    return;
  }
  if (failure.kind === 'unknown' && isPost) entry.mustFind = true;
  later(entry, error, ports);
}

function later(entry: Entry, error: unknown, { monotonic, log }: DeliverPorts): void {
  entry.failures += 1;
  const waitMs = backoffMs(entry.failures);
  entry.notBeforeMs = monotonic() + waitMs;
  log.warn({ err: error, message: entry.owed.id, waitMs }, 'a message to Slack is tried again later');
}

async function refused(
  entry: Entry,
  state: OwedState,
  content: SlackContent,
  { code, needed }: Extract<Failure, { kind: 'refused' }>,
  ports: DeliverPorts,
): Promise<void> {
  if (ports.isRevoked(code) || ports.wording.refused(content, code)) return;
  if (LOST.has(code) && entry.where?.kind === 'message' && !entry.isReposted) {
    if (!state.final) return noted(entry, state);
    entry.isReposted = true;
    entry.where = null;
    return;
  }
  if (NO_THREAD.has(code) && entry.thread !== null) {
    entry.thread = null;
    return;
  }
  if (entry.where?.kind === 'response') return toDirect(entry, ports);
  if (isClosed(code) && entry.channel === entry.owed.channel && entry.owed.reply)
    return elsewhere(entry, state, ports);
  ports.log.error({ code, needed, message: entry.owed.id }, 'Slack refuses a message, and it is given up');
  entry.state = { ...state, final: true };
  noted(entry, state);
  await entry.owed.shown(Number.MAX_SAFE_INTEGER, null);
}

/** The state counts as shown in this process, for nobody can be shown it. */
function noted(entry: Entry, state: OwedState): void {
  entry.shownRevision = state.revision;
}

/** Where the channel is closed to labvm: the asker alone is told, and how to let labvm in. */
async function elsewhere(entry: Entry, state: OwedState, ports: DeliverPorts): Promise<void> {
  const { locale, reply } = entry.owed;
  if (livingAddress(reply, ports.now()) === null) return toDirect(entry, ports);
  const content = ports.render(saidHere({ ...entry, where: { kind: 'response' } }, state.view), locale);
  try {
    await answerAsker(entry, state, content, ports);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && ports.wording.refused(content, failure.code)) return;
    if (failure.kind === 'refused') return toDirect(entry, ports);
    later(entry, error, ports);
  }
}

/** From now on it goes to the asker's own channel with labvm, as an ordinary message. */
async function toDirect(entry: Entry, ports: DeliverPorts): Promise<void> {
  const { reply } = entry.owed;
  if (!reply) return;
  entry.channel = await ports.web.openDirect(reply.user);
  entry.thread = null;
  entry.where = null;
  // An earlier process may have posted it there.
  entry.mustFind = entry.attemptedAtMs !== null;
}
