import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { applicationCommands } from '../../../adapters/discord/register/index.ts';
import { formView } from '../../../adapters/slack/form/index.ts';
import type { AttachedFile } from '../../../src/command/attached.ts';
import { command } from '../../../src/command/command.ts';
import { file, fileOrText } from '../../../src/command/kind/file.ts';
import { person } from '../../../src/command/kind/person.ts';
import { makeContext } from '../../../src/command/make-context.ts';
import { named, positional } from '../../../src/command/option.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { attached } from '../../fakes/tools.ts';
import { room } from './support/recording-room.ts';

const give = command({
  path: ['give'],
  summary: { en: 'Give somebody a file', es: 'Dar un fichero a alguien' },
  examples: ['/give @ana ./seed.yaml'],
  needs: 'help',
  answer: 'private',
  options: {
    who: positional(person(), { en: 'Whom', es: 'A quién' }),
    what: named(file({ example: './seed.yaml', mostBytes: 10 }), { en: 'The file', es: 'El fichero' }),
  },
  run: () => {
    throw new Error('not asked');
  },
});
const registry = createRegistry([give]);

/** Somebody in a chat, with what came with their act. */
function seen(id: string, files: Readonly<Record<string, AttachedFile>> = {}) {
  const [chat = ''] = id.split(':');
  return makeContext(room().world, {
    id: 'i1',
    actor: { id, displayName: 'Ana' },
    place: { chat, channel: 'C1' },
    locale: 'en',
    confirmed: false,
    openFile: (word) => files[word] ?? null,
  });
}

const typed = (line: string) => parseLine(line, registry).typed;

describe('a person', () => {
  it.each([
    ['@U123', 'slack:T1:U2', { chat: 'slack', id: 'slack:T1:U123' }],
    ['"<@U123|ana>"', 'slack:T1:U2', { chat: 'slack', id: 'slack:T1:U123' }],
    ['<@123>', 'discord:9', { chat: 'discord', id: 'discord:123' }],
    ['<@!123>', 'discord:9', { chat: 'discord', id: 'discord:123' }],
    ['local', 'terminal:local', { chat: 'terminal', id: 'terminal:local' }],
    ['slack:T1:U123', 'terminal:local', { chat: 'slack', id: 'slack:T1:U123' }],
  ])('that is typed as %s by %s is an account', async (word, actor, account) => {
    expect(await person().resolve?.(String(typed(`/give ${word}`).who), seen(actor))).toEqual(account);
  });

  it.each(['@', '<@U1', '"@ana; rm -rf /"', '@constructor/..', 'ana@lab'])('is nobody as %s', (word) => {
    expect(() => typed(`/give ${word}`)).toThrow(/nobody’s name/);
  });
});

describe('a file', () => {
  const kind = file({ example: './seed.yaml', mostBytes: 10 });

  it('is what came with the act, and is read when it is asked for', async () => {
    const context = seen('slack:T1:U2', { 'attachment:F1': attached('seed.yaml', '0123456789') });
    const found = await kind.resolve?.('attachment:F1', context);
    expect(found).toMatchObject({ name: 'seed.yaml', bytes: 10 });
    expect(Buffer.from((await found?.read(100)) ?? '').toString()).toBe('0123456789');
  });

  it('is refused before anything of it is read where it is too large', async () => {
    const huge = { ...attached('seed.yaml', 'x'.repeat(11)), read: () => Promise.reject(new Error('read')) };
    const context = seen('slack:T1:U2', { 'attachment:F1': huge });
    await expect(kind.resolve?.('attachment:F1', context)).rejects.toThrow(
      'seed.yaml has more than 10 bytes.',
    );
  });

  it.each([
    ['attachment:F2', 'No such file came with this.'],
    ['/etc/shadow', 'A path of the host is read only in its own terminal.'],
    ['@./seed.yaml', 'A path of the host is read only in its own terminal.'],
  ])('is none as %s in a chat', async (word, said) => {
    await expect(kind.resolve?.(word, seen('slack:T1:U2'))).rejects.toThrow(said);
  });

  it('may be pasted where its kind says so, as code too', () => {
    const context = seen('slack:T1:U2', { './seed.yaml': attached('seed.yaml', 'a: b') });
    for (const path of ['./seed.yaml', '@./seed.yaml'])
      expect(fileOrText(path, context, 10)).toMatchObject({ name: 'seed.yaml' });
    expect(fileOrText('```yaml\npackages:\n  - htop\n```', context, 10)).toBe('packages:\n  - htop');
    expect(fileOrText('\ufeffa: b', context, 10)).toBe('a: b');
    for (const path of ['/etc/shadow', 'user.yaml'])
      expect(() => fileOrText(path, context, 10)).toThrow(/read only in its own terminal/);
  });
});

describe('both', () => {
  it('are asked for as Discord asks for them', () => {
    const [registered] = applicationCommands([give], 'guild');
    expect(registered?.options?.map(({ name, type }) => [name, type])).toEqual([
      ['who', 6],
      ['what', 11],
    ]);
  });

  it('are asked for as Slack’s forms ask for them', () => {
    const elements = formView(give, 'en', '{}')
      .blocks.filter((block): block is InputBlock => block.type === 'input')
      .map(({ element }) => element.type);
    expect(elements).toEqual(['users_select', 'file_input']);
  });
});
