import { describe, expect, it } from 'vitest';
import { renderMessage as discordMessage } from '../../../adapters/discord/render/index.ts';
import { renderMessage as slackMessage } from '../../../adapters/slack/render/index.ts';
import { commands } from '../../../commands/index.ts';
import { RIGHTS } from '../../../src/app.ts';
import { say } from '../../../src/base/text.ts';
import type { View } from '../../../src/view/view.ts';
import { type RoomOptions, room } from './support/recording-room.ts';

async function viewOf(line: string, options?: RoomOptions): Promise<View> {
  const answer = await room(options).say(line);
  if (answer.kind !== 'said') throw new Error(`${line}: ${JSON.stringify(answer)}`);
  return answer.view;
}

const labels = ({ parts }: View) =>
  parts.flatMap((part) => (part.kind === 'fields' ? part.fields.map(({ label }) => say(label, 'en')) : []));
const notes = ({ parts }: View) =>
  parts.flatMap((part) => (part.kind === 'note' ? [say(part.text, 'en')] : []));

describe('/help', () => {
  it('has a line for each first word that the asker may use, and says how one looks below it', async () => {
    const view = await viewOf('/help');
    const mine = commands.filter(({ needs }) => RIGHTS.some((table) => table[needs]?.student !== undefined));
    expect(labels(view)).toEqual([...new Set(mine.map(({ path }) => `/${path[0]}`))]);
    expect(labels(view).length).toBeLessThan(10);
    expect(view.parts[0]).toMatchObject({
      fields: expect.arrayContaining([
        {
          label: '/vm',
          value: expect.objectContaining({ es: expect.stringMatching(/^Máquinas virtuales/) }),
        },
      ]),
    });
    expect(notes(view)).toEqual([
      'What each of them offers: /help vm',
      expect.stringMatching(/^Your role here does not allow the others\./),
    ]);
  });

  it('has all of them for a teacher, and does not speak of others', async () => {
    const view = await viewOf('/help', { access: { defaultRole: 'teacher' } });
    expect(labels(view)).toEqual([...new Set(commands.map(({ path }) => `/${path[0]}`))]);
    expect(notes(view)).toEqual(['What each of them offers: /help vm']);
  });

  it('tells a guest why there is so little, and their id', async () => {
    const view = await viewOf('/help', { access: { defaultRole: 'guest' } });
    expect(labels(view)).toEqual(['/help']);
    expect(notes(view)).toHaveLength(1);
    expect(notes(view).at(-1)).toMatch(
      /^Your role here does not allow the others\..*Your ID is slack:T1:ana$/,
    );
  });

  it('explains one command: usage, options, examples', async () => {
    const view = await viewOf('/help vm create');
    expect(view.title).toMatch(/^\/vm create <image> \[name\]/);
    expect(labels(view)).toEqual([
      'image',
      'name',
      '--cpus <number>',
      '--memory <size>',
      '--disk <size>',
      '--bus <virtio|ide|sata>',
      '--nic <virtio|e1000|rtl8139|none>',
      '--firmware <bios|uefi>',
      '--count <number>',
      '--user-data <file>',
    ]);
    expect(view.parts.at(-1)).toMatchObject({
      kind: 'code',
      text: expect.stringContaining('/vm create tiny\n'),
    });
  });

  it('says where a role does not allow what it explains', async () => {
    const view = await viewOf('/help vm create', { access: { defaultRole: 'guest' } });
    expect(notes(view)).toEqual(['Your role here does not allow it.']);
  });

  it.each(['/help job', '/help trabajo', '/ayuda trabajo', '/job help', '/trabajo ayuda', '/job', '/job ?'])(
    'lists what stands below a word: %s',
    async (line) => {
      const view = await viewOf(line);
      expect(labels(view)).toEqual(['/job list', '/job cancel']);
      expect(view.title).toMatchObject({ en: 'Running and waiting jobs: list or cancel them' });
      expect(notes(view)).toEqual(['For details about one: /help job list']);
    },
  );

  it('lists below a word what the asker may use, and all where that is nothing', async () => {
    const images = (role: 'student' | 'teacher' | 'guest') =>
      viewOf('/help image', { access: { defaultRole: role } }).then(labels);
    expect(await images('student')).not.toContain('/image pull');
    expect(await images('teacher')).toContain('/image pull');
    expect(await images('guest')).toEqual(await images('teacher'));
  });

  it.each([
    ['hola', '¡Hola! Soy labvm.'],
    ['good morning', '¡Hola! Soy labvm.'],
  ])('gives a hand to whoever says %s', async (line, title) => {
    const view = await viewOf(line);
    expect(say(view.title ?? '', 'es')).toBe(title);
    expect(labels(view)).toEqual(commands.slice(0, 3).map(({ examples: [first] }) => first));
    expect(notes(view)).toEqual(['All that can be said: /help']);
  });

  it.each([
    ['gracias', 'De nada.'],
    ['no', 'No se ha cambiado nada.'],
    ['Cancelar', 'No se ha cambiado nada.'],
  ])('says no more than a word to whoever says %s', async (line, title) => {
    const { title: said, parts } = await viewOf(line);
    expect([say(said ?? '', 'es'), parts]).toEqual([title, []]);
  });

  it('shows a guest nothing that they may not do, and greets them all the same', async () => {
    const view = await viewOf('hi', { access: { defaultRole: 'guest' } });
    expect(labels(view)).toEqual(['/help']);
  });

  it.each(['/help', ...new Set(commands.map(({ path }) => `/help ${path[0]}`)), '/help vm create'])(
    '%s fits into one message of each chat, in both languages',
    async (line) => {
      const view = await viewOf(line, { access: { defaultRole: 'admin' } });
      for (const locale of ['en', 'es'] as const) {
        expect(slackMessage(view, locale).file).toBeNull();
        expect(discordMessage(view, locale).file).toBeNull();
        expect(discordMessage(view, locale).plain.file).toBeNull();
      }
    },
  );

  it('asks back where there is no such command', async () => {
    expect(await room().say('/help vm craete')).toMatchObject({
      kind: 'refused',
      error: { code: 'not-found', hint: { en: 'Did you mean /help vm create?' } },
    });
    expect(await room().say('/help crear')).toMatchObject({
      error: { hint: { en: 'Did you mean /help vm create?' } },
    });
    expect(await room().say(`/help ${'x'.repeat(3000)}`)).toMatchObject({
      error: { text: { en: `There is no command /${'x'.repeat(40)}….` } },
    });
  });
});
