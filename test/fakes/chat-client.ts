import { randomUUID } from 'node:crypto';
import { ChatCallError, type Failure, type Refusal } from '../../src/chat/call-failure.ts';
import type { ChatClient, Edit, Payload, Post } from '../../src/chat/client.ts';
import { plainText } from '../../src/view/plain.ts';
import type { Action } from '../../src/view/view.ts';

/** A message of a chat that there is only in tests. */
export interface FakeMessage {
  readonly channel: string;
  readonly name: string;
  /** What it was posted as. */
  readonly id: string | null;
  readonly thread: string | null;
  text: string;
  actions: readonly Action[];
  isDeleted: boolean;
}

interface FakePayload extends Payload {
  readonly body: { readonly text: string; readonly actions: readonly Action[]; readonly wording: string };
}

type Call = 'post' | 'edit' | 'answer' | 'find' | 'openDirect' | 'upload';

export interface FakeChatOptions {
  /** How an act is answered there: as a message that all see, by a word to the asker alone, or not at all. */
  readonly answers?: 'first' | 'last' | 'never';
  /** Whether an answer can be edited. */
  readonly isEdited?: boolean;
  /** Files go with a message, or after it, or there are none. */
  readonly files?: 'with' | 'after' | null;
  readonly pictures?: boolean;
}

/** A chat in memory. */
export interface FakeChat {
  readonly client: ChatClient;
  readonly messages: readonly FakeMessage[];
  /** What was said to one person alone. */
  readonly told: readonly string[];
  /** The calls that were made, such as `post C1`. */
  readonly calls: readonly string[];
  /** Channels that nobody may write in. */
  readonly closed: Set<string>;
  /** The next calls of this kind fail like this, one after another; `hang-up` does it and says nothing. */
  next(call: Call, ...failures: readonly (Failure | 'hang-up')[]): void;
}

export const FAKE_LIFE_MS = 15 * 60_000;
export const FAKE_HAND_OVER_MS = 60_000;

export const refusedAs = (kind: Refusal['kind']): Refusal => ({ kind, code: kind });

export function createFakeChat(options: FakeChatOptions = {}): FakeChat {
  const { answers = 'never', isEdited = answers === 'first', files = null, pictures = false } = options;
  const messages: FakeMessage[] = [];
  const told: string[] = [];
  const calls: string[] = [];
  const closed = new Set<string>();
  const waiting = new Map<Call, (Failure | 'hang-up')[]>();

  /** @param does what the chat does; its own refusals come from there */
  function call<T>(kind: Call, where: string, does: () => T): Promise<T> {
    calls.push(where === '' ? kind : `${kind} ${where}`);
    const fault = waiting.get(kind)?.shift();
    if (fault && fault !== 'hang-up') return Promise.reject(new ChatCallError('A chat', kind, fault));
    return Promise.resolve()
      .then(does)
      .then((done) => {
        if (fault) throw new ChatCallError('A chat', kind, { kind: 'unknown' });
        return done;
      });
  }

  const refuse = (kind: Refusal['kind']): never => {
    throw new ChatCallError('A chat', 'it', refusedAs(kind));
  };

  function put(channel: string, thread: string | null, id: string | null, { body }: FakePayload) {
    if (closed.has(channel)) refuse('closed');
    const name = `m${messages.length + 1}`;
    messages.push({ channel, name, id, thread, text: body.text, actions: body.actions, isDeleted: false });
    return { channel, message: name };
  }

  function change(channel: string, name: string, { body }: FakePayload): void {
    if (closed.has(channel)) refuse('closed');
    const found = messages.find((one) => one.channel === channel && one.name === name && !one.isDeleted);
    if (!found) refuse('lost');
    else Object.assign(found, { text: body.text, actions: body.actions });
  }

  const answered = new Map<string, string>();
  const client: ChatClient = {
    can: {
      name: 'A chat',
      answers: { lifeMs: FAKE_LIFE_MS, handOverMs: isEdited ? FAKE_HAND_OVER_MS : null },
      invite: { en: 'labvm is not in here: let it in.', es: 'labvm no está aquí: déjelo entrar.' },
      moved: { en: 'This goes on in your own messages.', es: 'Esto sigue en sus mensajes.' },
    },
    compose(view, locale, { wording, withFiles }): FakePayload {
      const body = {
        text: plainText(view, locale, 1000),
        actions: view.actions,
        wording: wording ?? 'rich',
      };
      return {
        body,
        hasFiles: withFiles && files === 'with',
        after: { file: withFiles && files === 'after', pictures },
      };
    },
    plainer: (_payload, { wording }) => (wording === null ? 'plain' : null),
    answers: () => answers,
    post: ({ channel, thread, id, payload }: Post & { readonly payload: FakePayload }) =>
      call('post', thread === null ? channel : `${channel}/${thread}`, () =>
        put(channel, thread, id, payload),
      ),
    edit: ({ channel, message }, { payload }: Edit & { readonly payload: FakePayload }) =>
      call('edit', `${channel}/${message}`, () => change(channel, message, payload)),
    answer: ({ user }, payload: FakePayload) =>
      call('answer', user, () => {
        if (!isEdited) {
          told.push(payload.body.text);
          return null;
        }
        const there = answered.get(user);
        const spot = there === undefined ? put('C1', null, null, payload) : { channel: 'C1', message: there };
        if (there !== undefined) change('C1', there, payload);
        answered.set(user, spot.message);
        return spot;
      }),
    find: ({ channel, id }) =>
      call(
        'find',
        channel,
        () => messages.find((one) => one.channel === channel && one.id === id)?.name ?? null,
      ),
    openDirect: (user) => call('openDirect', user, () => `D${user}`),
    upload: (channel, thread) => call('upload', `${channel}/${thread}`, () => {}),
    async illustrate(payload: FakePayload, show) {
      const pictured = { ...payload, body: { ...payload.body, text: `${payload.body.text} (pictured)` } };
      await show(pictured);
      return pictured;
    },
  };

  return {
    client,
    messages,
    told,
    calls,
    closed,
    next: (kind, ...failures) => void waiting.set(kind, [...(waiting.get(kind) ?? []), ...failures]),
  };
}

/** An act's id, as a chat without ids of its own has it. */
export const newAct = (): string => `toy:${randomUUID()}`;
