import type { Sendable } from '../../../../adapters/discord/rest/body.ts';
import { refusal } from '../../../../adapters/discord/rest/failure.ts';
import type { Rest } from '../../../../adapters/discord/rest/index.ts';
import { ChatCallError, type Failure } from '../../../../src/chat/call-failure.ts';

/** A call that was made, and what it said. */
export interface Made {
  readonly call: keyof Rest;
  readonly where: string;
  readonly text: string;
  readonly payload: Sendable | null;
}

type Outcome = Failure | 'ok';

/** Discord's calls as a test wants them to end; each ends well unless said otherwise. */
export interface FakeRest {
  readonly rest: Rest;
  readonly made: readonly Made[];
  /** The next calls of this kind end like this, one after another. */
  next(call: keyof Rest, ...outcomes: readonly Outcome[]): void;
  /** From now on all calls of this kind end like this. */
  always(call: keyof Rest, outcome: Outcome): void;
  /** What a look into the history finds. */
  found: string | null;
}

export const refusedWith = (code: number): Failure => refusal(code, `code ${code}`);

export function createFakeRest(): FakeRest {
  const made: Made[] = [];
  const once = new Map<string, Outcome[]>();
  const ever = new Map<string, Outcome>();

  async function ask<T>(call: keyof Rest, where: string, payload: Sendable | null, answer: T): Promise<T> {
    made.push({ call, where, text: JSON.stringify(payload?.body ?? ''), payload });
    const outcome = once.get(call)?.shift() ?? ever.get(call) ?? 'ok';
    if (outcome !== 'ok') throw new ChatCallError('Discord', call, outcome);
    return answer;
  }

  const fake: FakeRest = {
    made,
    found: null,
    next: (call, ...outcomes) => void once.set(call, [...(once.get(call) ?? []), ...outcomes]),
    always: (call, outcome) => void ever.set(call, outcome),
    rest: {
      isMember: async () => true,
      guildNames: async () => new Map(),
      respond: (interaction) => ask('respond', interaction, null, undefined),
      editOriginal: (token, payload) =>
        ask('editOriginal', token, payload, { channel: 'C1', message: 'ANSWER' }),
      deleteOriginal: (token) => ask('deleteOriginal', token, null, undefined),
      original: (token) =>
        ask('original', token, null, { channel: 'C1', message: 'ANSWER', isPrivate: true }),
      followUp: (token, payload) => ask('followUp', token, payload, { channel: 'C1', message: 'NEXT' }),
      post: ({ channel, ...post }) => ask('post', channel, post, { channel, message: 'POST' }),
      edit: ({ channel, message }, payload) => ask('edit', `${channel}/${message}`, payload, undefined),
      find: ({ channel }) => ask('find', channel, null, null).then(() => fake.found),
      openDirect: (user) => ask('openDirect', user, null, 'DM'),
      userInfo: (user) => ask('userInfo', user, null, { name: user, locale: undefined }),
      commands: () => ask('commands', '', null, []),
      putCommands: () => ask('putCommands', '', null, undefined),
    },
  };
  return fake;
}
