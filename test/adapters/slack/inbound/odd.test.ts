import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormSentPorts, takeForm } from '../../../../adapters/slack/form-sent.ts';
import type { Act } from '../../../../adapters/slack/inbound/act.ts';
import { formBodyOf } from '../../../../adapters/slack/inbound/form-body.ts';
import { actOfButton } from '../../../../adapters/slack/inbound/from-button.ts';
import { actOfCommand } from '../../../../adapters/slack/inbound/from-command.ts';
import { actOfMessage } from '../../../../adapters/slack/inbound/from-message.ts';
import { type SuggestPorts, suggest } from '../../../../adapters/slack/suggest.ts';
import { commands } from '../../../../commands/index.ts';
import type { Asker } from '../../../../src/chat/conversation.ts';

type Payload = Readonly<Record<string, unknown>>;

const COMMAND: Payload = {
  command: '/vm',
  text: 'create tiny',
  response_url: 'http://127.0.0.1/r',
  trigger_id: '1.2.x',
  user_id: 'U1',
  user_name: 'ana',
  team_id: 'T1',
  channel_id: 'C1',
};
const MESSAGE: Payload = {
  type: 'message',
  channel_type: 'im',
  subtype: 'file_share',
  channel: 'D1',
  user: 'U1',
  team: 'T1',
  user_team: 'T1',
  text: 'vm list',
  ts: '17.1',
  thread_ts: '16.1',
};
const PRESS: Payload = {
  user: { id: 'U2', username: 'ben', team_id: 'T1' },
  team: { id: 'T1' },
  channel: { id: 'C1' },
  container: { message_ts: '17.1', channel_id: 'C1', thread_ts: '16.1', is_ephemeral: false },
  message: { ts: '17.1', text: 'web1', blocks: [{ type: 'section' }, { type: 'actions' }] },
  trigger_id: 'x.1',
  response_url: 'http://127.0.0.1/r',
  actions: [{ type: 'button', value: '/vm stop web1', action_ts: '18.5', selected_option: { value: 'x' } }],
};
const META = JSON.stringify({
  path: ['vm', 'create'],
  channel: 'C1',
  thread: '1.1',
  responseUrl: 'http://r',
});
const FORM: Payload = {
  user: { id: 'U1', name: 'ana', team_id: 'T1' },
  trigger_id: '1.2',
  block_id: 'image',
  value: 'ti',
  view: {
    id: 'V1',
    hash: 'h',
    private_metadata: META,
    state: {
      values: { image: { value: { selected_option: { value: 'tiny' } } }, name: { value: { value: 'w' } } },
    },
  },
};

/** Every place of a payload, as the names that lead there. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, one]) => placesOf(one, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** What Slack, or a server that speaks as it does, may put where a value was; `left-out` for nothing. */
const ODD = fc.constantFrom('left-out', null, '', 0, 17.1, true, [], [null], {}, { id: null }, 'odd & <odd>');

/** A payload with some of its places odd. */
function oddOf(payload: Payload): fc.Arbitrary<Payload> {
  const change = fc.tuple(fc.constantFrom(...placesOf(payload)), ODD);
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const odd = structuredClone(payload);
    for (const [path, value] of changes) {
      const parent = path.slice(0, -1).reduce<unknown>((at, name) => Object(at)[name], odd);
      if (typeof parent !== 'object' || parent === null) continue;
      if (value === 'left-out') Reflect.deleteProperty(parent, path.at(-1) ?? '');
      else Reflect.set(parent, path.at(-1) ?? '', structuredClone(value));
    }
    return odd;
  });
}

const TEXTS = ['id', 'team', 'user', 'userName', 'channel', 'line'] as const;
const MAYBE = ['thread', 'responseUrl', 'triggerId'] as const;

function expectAnAct(act: Act | null): void {
  if (act === null) return;
  for (const name of TEXTS) expect(act[name]).toBeTypeOf('string');
  for (const name of MAYBE)
    expect(act[name] === null || (typeof act[name] === 'string' && act[name] !== '')).toBe(true);
  expect([act.user, act.channel]).not.toContain('');
  for (const block of act.pressed?.blocks ?? []) expect(block.type).toBeTypeOf('string');
}

describe('a payload of which any field is odd is an act or none, and breaks nothing:', () => {
  const [team, botUser] = ['T1', 'UB'];
  it.each<[string, Payload, (payload: Payload) => Act | null]>([
    ['a command', COMMAND, (payload) => actOfCommand(payload, team)],
    ['a message', MESSAGE, (payload) => actOfMessage(payload, { team, botUser, isShared: false })],
    [
      'a mention',
      { ...MESSAGE, type: 'app_mention' },
      (one) => actOfMessage(one, { team, botUser, isShared: true }),
    ],
    ['a press', PRESS, (payload) => actOfButton(payload, team)],
  ])('%s', (_, payload, read) => {
    expect(read(payload)).not.toBeNull();
    for (const nothing of [undefined, null, 'text', []]) expect(read(nothing as never)).toBeNull();
    fc.assert(fc.property(oddOf(payload), (odd) => expectAnAct(read(odd))));
  });

  const people = { known: () => null, of: async () => ({ name: 'ana', locale: 'en' }) };
  const common = { commands, team: 'T1', chat: 'slack', locale: 'en', people };

  it('a form, which is acknowledged once', async () => {
    const conversation = { take: (asker: Asker) => asker.acknowledge({ kind: 'repeated' }) };
    const ports = {
      ...common,
      waits: { formMs: 1000 },
      openAttached: () => () => null,
      conversation,
    } as unknown as FormSentPorts;
    expect(formBodyOf(FORM)).not.toBeNull();
    for (const nothing of [undefined, null, 'text', []]) expect(formBodyOf(nothing)).toBeNull();
    await fc.assert(
      fc.asyncProperty(oddOf(FORM), async (odd) => {
        const form = formBodyOf(odd);
        const acks: unknown[] = [];
        if (form) await takeForm(form, async (answer) => void acks.push(answer), ports);
        expect(acks).toHaveLength(form ? 1 : 0);
      }),
    );
  });

  it('a question for the choices of a menu', async () => {
    const desk = { complete: async () => ({ from: 0, choices: [{ value: 'tiny' }] }) };
    const ports = { ...common, desk, waits: { choicesMs: 1000 } } as unknown as SuggestPorts;
    const asked = async (body: unknown) => {
      const form = formBodyOf(body);
      return form ? suggest(form, ports) : [];
    };
    expect(await asked(FORM)).toEqual([{ value: 'tiny' }]);
    await fc.assert(
      fc.asyncProperty(oddOf(FORM), async (odd) => {
        expect(await asked(odd)).toBeInstanceOf(Array);
      }),
    );
  });
});

it('two presses that nothing names are two acts', () => {
  const nameless = { ...PRESS, trigger_id: null, actions: [{ value: '/vm stop web1' }] };
  expect(actOfButton(nameless, 'T1')?.id).not.toBe(actOfButton(nameless, 'T1')?.id);
});
