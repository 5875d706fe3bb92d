import type { SlashCommand } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { actOfButton } from '../../../../adapters/slack/inbound/from-button.ts';
import { actOfCommand } from '../../../../adapters/slack/inbound/from-command.ts';
import { actOfMessage } from '../../../../adapters/slack/inbound/from-message.ts';

const command = (fields: Partial<SlashCommand> = {}): SlashCommand => ({
  token: 't',
  command: '/vm',
  text: 'create tiny',
  response_url: 'http://127.0.0.1/r',
  trigger_id: '1.2.x',
  user_id: 'U1',
  user_name: 'ana',
  team_id: 'T1',
  team_domain: 'lab',
  channel_id: 'C1',
  channel_name: 'lab',
  api_app_id: 'A1',
  ...fields,
});

describe('a slash command', () => {
  it('is named by its trigger, however often it is delivered', () => {
    expect(actOfCommand(command(), 'T1')).toEqual({
      id: 'slack:T1:1.2.x',
      team: 'T1',
      isElsewhere: false,
      user: 'U1',
      userName: 'ana',
      channel: 'C1',
      thread: null,
      line: '/vm create tiny',
      responseUrl: 'http://127.0.0.1/r',
      triggerId: '1.2.x',
      pressed: null,
    });
  });

  it('may stand alone', () => {
    expect(actOfCommand(command({ command: '/labvm', text: '' }), 'T1')?.line).toBe('/labvm');
  });
});

const mention = (fields: object = {}) => ({
  type: 'app_mention',
  channel: 'C1',
  user: 'U1',
  text: '<@UB> vm list',
  ts: '17.1',
  ...fields,
});

const act = (fields: object = {}, isShared = false) =>
  actOfMessage(mention(fields), { team: 'T1', botUser: 'UB', isShared });

describe('a message', () => {
  it('is named by its place: a redelivery has another event id', () => {
    expect(act()).toMatchObject({ id: 'slack:T1:C1:17.1', line: 'vm list', thread: null, triggerId: null });
    expect(act({ thread_ts: '16.9' })).toMatchObject({ id: 'slack:T1:C1:17.1', thread: '16.9' });
  });

  it.each<[string, object, boolean, string, boolean]>([
    ['says nothing, in a channel of our own', {}, false, 'T1', false],
    ['says nothing, in a channel that others share', {}, true, '', true],
    ['is ours', { team: 'T1' }, true, 'T1', false],
    ['is another', { team: 'T9' }, false, 'T9', true],
    ['is ours, and its writer’s is another', { team: 'T1', user_team: 'T9' }, true, 'T9', true],
    ['comes from another', { team: 'T1', user_team: 'T1', source_team: 'T9' }, true, 'T1', true],
  ])(
    'belongs to the workspace of the person who wrote it: one that %s',
    (_, fields, isShared, team, isElsewhere) => {
      expect(act(fields, isShared)).toMatchObject({ team, isElsewhere });
    },
  );

  it.each([[null], [''], ['<@UB>'], [' <@UB> ']])('that says %j only calls labvm', (text) => {
    expect(act({ text })).toMatchObject({ line: '@labvm' });
    expect(act({ type: 'message', channel_type: 'im', text })).toMatchObject({ line: '@labvm' });
  });

  it('says nothing by fields that are null', () => {
    const nulls = {
      bot_id: null,
      subtype: null,
      thread_ts: null,
      user_team: null,
      source_team: null,
      team: null,
    };
    expect(act(nulls)).toEqual(act());
  });

  it.each<[string, object]>([
    ['what a bot said', { bot_id: 'B1' }],
    ['what we said', { user: 'UB' }],
    ['a change', { subtype: 'message_changed' }],
    ['somebody who joins', { subtype: 'channel_join' }],
    ['a message to a channel', { type: 'message', channel_type: 'channel' }],
  ])('does not come from %s', (_, fields) => {
    expect(act(fields)).toBeNull();
  });

  it.each([
    ['vm list', 'vm list'],
    ['<@UB> vm list', 'vm list'],
    ['vm show &lt;b&gt;', 'vm show <b>'],
  ])('needs no mention where it is direct: %s', (text, line) => {
    expect(act({ type: 'message', channel_type: 'im', channel: 'D1', text })).toMatchObject({ line });
  });
});

const press = (fields: object = {}) => ({
  type: 'block_actions',
  user: { id: 'U2', username: 'ben', team_id: 'T1' },
  team: { id: 'T1', domain: 'lab' },
  channel: { id: 'C1', name: 'lab' },
  container: { type: 'message', message_ts: '17.1', channel_id: 'C1', is_ephemeral: false },
  message: { type: 'message', ts: '17.1', text: 'web1', thread_ts: '16.1', blocks: [{ type: 'actions' }] },
  trigger_id: 'x.1',
  response_url: 'http://127.0.0.1/r',
  actions: [{ type: 'button', action_id: 'run-0', block_id: 'b', value: '/vm stop web1', action_ts: '18.5' }],
  ...fields,
});

describe('a button', () => {
  it('of a message that others answered in its thread stands in the channel itself', () => {
    const container = { type: 'message', message_ts: '17.1', channel_id: 'C1', thread_ts: '17.1' };
    expect(actOfButton(press({ container }), 'T1')).toMatchObject({ thread: null });
    expect(act({ thread_ts: '17.1' })).toMatchObject({ thread: null });
  });

  it('says its command line, in the thread of its message', () => {
    expect(actOfButton(press(), 'T1')).toMatchObject({
      id: 'slack:T1:C1:17.1:U2:18.5',
      user: 'U2',
      line: '/vm stop web1',
      thread: '16.1',
      pressed: { isQuestion: false, text: 'web1', blocks: [{ type: 'actions' }] },
    });
  });

  it('of a question says so by its own name: Slack sends no message back of what one alone sees', () => {
    const actions = [{ action_id: 'answer-1', value: 'no', action_ts: '18.5' }];
    const asked = actOfButton(press({ actions, message: undefined }), 'T1');
    expect(asked?.pressed).toEqual({ isQuestion: true, text: '', blocks: [] });
  });

  it('pressed by somebody of another workspace is known for that, whatever workspace its message is of', () => {
    const user = { id: 'U9', username: 'eve', team_id: 'T9' };
    expect(actOfButton(press({ user }), 'T1')).toMatchObject({ team: 'T9', isElsewhere: true });
    expect(actOfButton(press({ user: { id: 'U9' }, team: null }), 'T1')).toMatchObject({ isElsewhere: true });
    expect(actOfCommand(command({ team_id: 'T9' }), 'T1')).toMatchObject({ isElsewhere: true });
  });

  it('may be the entry of a menu', () => {
    const actions = [{ type: 'overflow', selected_option: { value: '/vm log web1' }, action_ts: '1.1' }];
    expect(actOfButton(press({ actions }), 'T1')).toMatchObject({ line: '/vm log web1' });
  });

  it('of a message that only one person sees has no message', () => {
    const container = { type: 'message', message_ts: '9.9', channel_id: 'C1', is_ephemeral: true };
    expect(actOfButton(press({ container, message: undefined }), 'T1')).toMatchObject({
      pressed: { isQuestion: false, text: '', blocks: [] },
    });
  });

  it.each([[[]], [[{ type: 'button', action_ts: '1' }]]])('without a command is none', (actions) => {
    expect(actOfButton(press({ actions }), 'T1')).toBeNull();
  });
});
