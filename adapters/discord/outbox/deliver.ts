import type { Log } from '../../../src/base/log.ts';
import type { Locale } from '../../../src/base/text.ts';
import { backoffMs } from '../../../src/chat/outbox/backoff.ts';
import type { OwedState } from '../../../src/chat/owed.ts';
import type { View } from '../../../src/view/view.ts';
import type { DiscordContent } from '../content.ts';
import { type Failure, failureOf, markOf, type Payload, payloadOf, type Rest } from '../rest/index.ts';
import { handOverAt, isAside } from '../token-life.ts';
import { type Entry, refOf, routeOf, tokenFor, type Where } from './entry.ts';
import type { DiscordPace } from './pace.ts';
import { refused } from './refused.ts';
import { saidHere } from './words.ts';

export interface DeliverPorts {
  readonly rest: Rest;
  readonly render: (view: View, locale: Locale) => DiscordContent;
  readonly pace: DiscordPace;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Discord takes our token no more: nothing more is sent. */
  onRevoked(): void;
}

/** One attempt to show one state. */
export interface Attempt {
  readonly entry: Entry;
  readonly state: OwedState;
  readonly content: DiscordContent;
}

/** Brings one message one step further: answers, posts, or edits to the newest state. Never throws. */
export async function deliver(entry: Entry, state: OwedState, ports: DeliverPorts): Promise<void> {
  const content = ports.render(saidHere(entry, state.view), entry.owed.locale);
  const attempt = { entry, state, content };
  const route = routeOf(entry, ports.now());
  try {
    await step(attempt, ports);
    entry.failures = 0;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'limited') ports.pace.pause(route.route, failure.retryAfterMs);
    // What is done about a failure can fail as well; then it is tried again like everything else.
    await failed(attempt, error, ports).catch((second: unknown) => later(entry, second, ports));
  }
}

function step(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const { where, owed } = entry;
  const token = tokenFor(entry, ports.now());
  if (where === null) return token === null ? bringThere(attempt, ports) : answer(attempt, token, ports);
  if (where.kind === 'message') return edit(attempt, where, ports);
  const isLate = token === null || !owed.reply || ports.now() >= handOverAt(owed.reply);
  return isLate ? edit(attempt, { ...where, kind: 'message' }, ports) : answer(attempt, token, ports);
}

/** Says it as the first answer to its interaction, which is there already: acknowledged, and perhaps empty. */
async function answer(attempt: Attempt, token: string, ports: DeliverPorts): Promise<void> {
  const payload = payloadFor(attempt);
  const { where } = attempt.entry;
  if (where && isShown(attempt, payload)) return shown(attempt, payload, where, ports);
  const sent = await ports.rest.editOriginal(token, payload);
  await shown(attempt, payload, { kind: 'answer', ...sent }, ports);
}

async function edit(attempt: Attempt, where: Where, ports: DeliverPorts): Promise<void> {
  const payload = payloadFor(attempt);
  // A message that changes hands is edited into itself, to see whether it can be.
  const isSame = attempt.entry.where?.kind === 'message' && isShown(attempt, payload);
  if (!isSame) await ports.rest.edit(where, payload);
  await shown(attempt, payload, where, ports);
}

/** It is of long ago and not there, or nobody can tell: whoever waited for it is not told now. */
async function letBe({ entry, state }: Attempt): Promise<void> {
  entry.state = { ...state, final: true };
  entry.shownRevision = state.revision;
  await entry.owed.shown(Number.MAX_SAFE_INTEGER, null);
}

/** How long before its attempt a message is looked for, in milliseconds: clocks differ. */
const CLOCKS_MS = 60_000;

async function bringThere(attempt: Attempt, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const { owed, channel, replyTo } = entry;
  if (entry.mustFind) {
    const message = await search(entry, ports);
    entry.mustFind = false;
    if (message !== null) {
      entry.where = { kind: 'message', channel, message };
      return owed.shown(entry.shownRevision, refOf(entry.where));
    }
  }
  if (owed.isOld) return letBe(attempt);
  entry.attemptedAtMs ??= ports.now();
  await owed.attempted(entry.attemptedAtMs);
  const payload = payloadFor(attempt);
  const sent = await ports.rest.post({ channel, id: owed.id, replyTo, ...payload });
  await shown(attempt, payload, { kind: 'message', ...sent }, ports);
}

async function search(entry: Entry, { rest, log, now }: DeliverPorts): Promise<string | null> {
  const { owed, channel, attemptedAtMs } = entry;
  const { reply, id } = owed;
  // The first answer to an interaction is in the channel where it was asked.
  const interaction = reply && !isAside(reply) && channel === owed.channel ? reply.interaction : null;
  try {
    return await rest.find({ channel, id, interaction, sinceMs: (attemptedAtMs ?? now()) - CLOCKS_MS });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused') throw error;
    log.warn(
      { code: failure.code, message: id },
      'the history may not be read: a message may be posted twice (Read Message History)',
    );
    return null;
  }
}

function payloadFor({ entry, state, content }: Attempt): Payload {
  const withFile = state.final && !entry.isWithoutFile;
  return payloadOf(content, { wording: entry.wording, mark: markOf(entry.owed.id), withFile });
}

function isShown({ entry }: Attempt, { body }: Payload): boolean {
  return JSON.stringify(body) === entry.shownBody;
}

async function shown(attempt: Attempt, { body }: Payload, where: Where, ports: DeliverPorts): Promise<void> {
  const { entry, state } = attempt;
  entry.where = where;
  entry.shownAtMs = ports.monotonic();
  entry.shownBody = JSON.stringify(body);
  await entry.owed.shown(state.revision, refOf(where));
  entry.shownRevision = state.revision;
}

/** What becomes of a message after a failed step. */
async function failed(attempt: Attempt, error: unknown, ports: DeliverPorts): Promise<void> {
  const { entry } = attempt;
  const failure = failureOf(error);
  if (failure.kind === 'revoked') ports.onRevoked();
  if (failure.kind === 'refused') return refused(attempt, failure, ports);
  const isPost = entry.where === null && tokenFor(entry, ports.now()) === null;
  if (failure.kind === 'unknown' && isPost) entry.mustFind = true;
  later(entry, error, ports);
}

/** Tries again after a while: as long as Discord says, and longer with each failure. */
function later(entry: Entry, error: unknown, { monotonic, log }: DeliverPorts): void {
  const failure: Failure = failureOf(error);
  entry.failures += 1;
  const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : backoffMs(entry.failures);
  entry.notBeforeMs = monotonic() + waitMs;
  log.warn({ err: error, message: entry.owed.id, waitMs }, 'a message to Discord is tried again later');
}
