import { callError, refusal } from '../../../../adapters/slack/web/failure.ts';
import type { Body, Web } from '../../../../adapters/slack/web/index.ts';
import type { Failure } from '../../../../src/chat/call-failure.ts';

/** A call that was made, and what it said. */
export interface Made {
  readonly call: keyof Web;
  readonly where: string;
  readonly body: Body | null;
}

/** Slack's calls as a test wants them to end; each ends well unless said otherwise. */
export interface FakeWeb {
  readonly web: Web;
  readonly made: readonly Made[];
  /** The next calls of this kind end like this, one after another. */
  next(call: keyof Web, ...outcomes: readonly Failure[]): void;
  /** What a look into the history finds. */
  found: string | null;
}

export const refusedWith = (code: string): Failure => refusal(code);

export function createFakeWeb(): FakeWeb {
  const made: Made[] = [];
  const waiting = new Map<string, Failure[]>();

  async function ask<T>(call: keyof Web, where: string, body: Body | null, answer: T): Promise<T> {
    made.push({ call, where, body });
    const outcome = waiting.get(call)?.shift();
    if (outcome) throw callError(call, outcome);
    return answer;
  }

  const fake: FakeWeb = {
    made,
    found: null,
    next: (call, ...outcomes) => void waiting.set(call, [...(waiting.get(call) ?? []), ...outcomes]),
    web: {
      authTest: () => {
        const names = { teamName: 'lab', address: 'https://lab.slack.example/', botName: 'labvm' };
        return ask('authTest', '', null, { team: 'T1', botUser: 'UBOT', botId: undefined, ...names });
      },
      post: ({ channel, thread, ...body }) => ask('post', `${channel}/${thread}`, body, 'TS'),
      update: ({ channel, ts, ...body }) => ask('update', `${channel}/${ts}`, body, undefined),
      postEphemeral: (channel, _thread, user, body) =>
        ask('postEphemeral', `${channel}/${user}`, body, undefined),
      respond: (url, body) => ask('respond', url, body as Body, undefined),
      openDirect: (user) => ask('openDirect', user, null, 'DM'),
      find: ({ channel }) => ask('find', channel, null, null).then(() => fake.found),
      openView: (trigger) => ask('openView', trigger, null, undefined),
      userInfo: (user) => ask('userInfo', user, null, { name: user, locale: undefined }),
      upload: (channel, thread) => ask('upload', `${channel}/${thread}`, null, undefined),
      uploadPicture: (_, channel = 'nowhere') => ask('uploadPicture', channel, null, 'F1'),
      refusedBlocks: () => ask('refusedBlocks', '', null, []),
    },
  };
  return fake;
}
