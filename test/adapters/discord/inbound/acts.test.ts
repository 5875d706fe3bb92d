import { describe, expect, it } from 'vitest';
import {
  actOfCommand,
  actOfComponent,
  actOfModal,
  actOfRequest,
  invocationOf,
} from '../../../../adapters/discord/inbound/index.ts';
import { replyOf } from '../../../../adapters/discord/reply.ts';
import { commands } from '../../../../commands/index.ts';
import { ALONE, commandPayload, componentPayload, modalPayload } from './payloads.ts';

describe('a slash command', () => {
  it('is an act of the one who typed it, where he typed it', () => {
    expect(
      actOfCommand(commandPayload('vm create', { image: 'tiny', cpus: 2, memory: '1 G' }), commands),
    ).toEqual({
      id: 'discord:1100',
      user: '9',
      userName: 'Ana (1.º B)',
      locale: 'es',
      guild: '5',
      isElsewhere: true,
      channel: '40',
      line: '/vm create tiny --cpus 2 --memory "1 G"',
      interaction: { id: '1100', token: 'secret-token' },
      pressed: null,
    });
  });

  it('comes from nowhere else than a direct message', () => {
    const act = actOfCommand(commandPayload('help', {}, { ...ALONE, locale: 'en-GB' }), commands);
    expect(act).toMatchObject({ line: '/help', guild: null, userName: 'Ana', user: '9', locale: 'en' });
  });

  it('knows somebody by the name of his account where he shows no other', () => {
    const user = { ...ALONE.user, global_name: null };
    expect(actOfCommand(commandPayload('help', {}, { ...ALONE, user }), commands).userName).toBe('ana.g');
  });

  it('comes from a channel that only its id tells of', () => {
    const changes = { channel: undefined };
    expect(actOfCommand(commandPayload('help', {}, changes), commands).channel).toBe('40');
  });

  it('is refused where it names nobody', () => {
    const payload = commandPayload('help', {}, { member: undefined });
    expect(() => actOfCommand(payload, commands)).toThrow('neither a member nor a user');
  });

  it.each([
    ['vm list', {}, '/vm list'],
    ['job list', { all: true }, '/job list --all'],
    ['job list', { all: false }, '/job list'],
    ['help', { command: 'vm create' }, '/help vm create'],
    ['my key', { what: 'add', key: 'ssh-ed25519 AAAA ana@x' }, '/my key add ssh-ed25519 AAAA ana@x'],
    ['my key', { key: '1', what: 'remove' }, '/my key remove 1'],
    ['labvm', { command: 'vm list' }, 'vm list'],
    ['labvm', { command: '/vm create "a b" --yes' }, '/vm create "a b" --yes'],
    // What an older labvm registered: the parser says what there is instead.
    ['vm clone', { name: 'web1' }, '/vm clone'],
    ['old', {}, '/old'],
    ['vm show', { name: 'web1', deep: 'yes' }, '/vm show web1 --deep yes'],
  ])('%s with %j is the line of it', (path, values, line) => {
    expect(actOfCommand(commandPayload(path, values), commands).line).toBe(line);
  });
});

describe('a button or a menu', () => {
  it.each([
    ['a button', { component_type: 2, custom_id: '/vm stop web1' }, '/vm stop web1'],
    ['a menu', { component_type: 3, custom_id: 'menu', values: ['/vm show web2'] }, '/vm show web2'],
  ])('is the line of %s', (_, data, line) => expect(actOfComponent(componentPayload(data))?.line).toBe(line));

  it.each([
    ['a button of something else', { component_type: 2, custom_id: 'vm stop' }],
    ['a menu of nothing', { component_type: 3, custom_id: 'menu', values: [] }],
    ['a menu of people', { component_type: 5, custom_id: 'menu', values: ['/9'] }],
  ])('is nothing of ours: %s', (_, data) => expect(actOfComponent(componentPayload(data))).toBeNull());

  it.each([
    [0, false],
    [64, true],
    [64 | 32_768, true],
    [undefined, false],
  ])('with flags %s of its message is seen by its owner alone: %s', (flags, isEphemeral) => {
    const act = actOfComponent(componentPayload({ component_type: 2, custom_id: '/vm list' }, { flags }));
    expect(act?.pressed).toEqual({ message: '77', isEphemeral, isAnswered: false });
  });

  it.each([
    ['a question', 64, '/vm delete web1 --yes', true],
    ['a card that one person sees', 64, '/vm stop web1', false],
    ['a question that all see', 0, '/vm delete web1 --yes', false],
  ])('is answered in the place of %s, or not', (_, flags, line, isAnswered) => {
    const act = actOfComponent(componentPayload({ component_type: 2, custom_id: line }, { flags }));
    expect(act?.pressed?.isAnswered).toBe(isAnswered);
  });
});

describe('a form', () => {
  it('is the line of it', () => {
    const payload = modalPayload('form /vm create', {
      image: ' tiny ',
      name: '',
      firmware: ['uefi'],
      'user-data': 'a: 1\nb: "2"\n',
    });
    expect(actOfModal(payload, commands)).toMatchObject({
      line: '/vm create tiny --firmware uefi --user-data \'a: 1\nb: "2"\n\'',
      pressed: null,
    });
  });

  it('knows the message whose button opened it', () => {
    const payload = modalPayload('form /vm show', { name: 'web1' }, { message: { id: '77', flags: 64 } });
    expect(actOfModal(payload, commands)?.pressed).toEqual({
      message: '77',
      isEphemeral: true,
      isAnswered: false,
    });
  });

  it('that corrects another one is answered in its place, and keeps what stood in it', () => {
    const payload = modalPayload(
      'form again /vm show',
      { name: 'web1' },
      { message: { id: '77', flags: 64 } },
    );
    expect(actOfModal(payload, commands)).toMatchObject({
      line: '/vm show web1',
      filledIn: { name: 'web1' },
      pressed: { isAnswered: true },
    });
  });

  it('of nobody here is none', () =>
    expect(actOfModal(modalPayload('form /vm clone', {}), commands)).toBeNull());
});

describe('an act', () => {
  const act = actOfCommand(commandPayload('vm create', { image: 'tiny' }), commands);
  const pressed = { message: '77', isEphemeral: true, isAnswered: false };

  it('is taken in as of an account of Discord', () => {
    const reply = replyOf(act, 5000);
    expect(invocationOf(act, reply).actor.from).toBe('elsewhere');
    expect(invocationOf({ ...act, isElsewhere: false }, reply)).toEqual({
      id: 'discord:1100',
      actor: { id: 'discord:9', displayName: 'Ana (1.º B)' },
      place: { chat: 'discord', channel: '40' },
      locale: 'es',
      line: '/vm create tiny',
      reply,
    });
    expect(reply).toMatchObject({ at: 5000, token: 'secret-token' });
  });

  it.each([[act], [{ ...act, pressed, guild: null }]])('is the same for the next process', (one) => {
    const { id: invocationId, ...request } = invocationOf(one, replyOf(one, 5000));
    const stored = JSON.parse(JSON.stringify({ invocationId, ...request })) as Parameters<
      typeof actOfRequest
    >[0];
    expect(actOfRequest(stored)).toEqual(one);
  });
});
