import { describe, expect, it } from 'vitest';
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
  it('lists every command that the asker may use', async () => {
    const view = await viewOf('/help');
    expect(labels(view)).toContain('/vm create');
    const mine = commands.filter(({ needs }) => RIGHTS.some((table) => table[needs]?.student !== undefined));
    expect(labels(view)).toEqual(mine.map(({ path }) => `/${path.join(' ')}`));
    expect(labels(view)).not.toContain('/image pull');
    expect(commands.length - mine.length).toBe(6);
    expect(notes(view)).toEqual([
      'For details about one: /help vm create',
      expect.stringMatching(/^Your role here does not allow the others\./),
    ]);
  });

  it('lists all of them for a teacher, and does not speak of others', async () => {
    const view = await viewOf('/help', { access: { defaultRole: 'teacher' } });
    expect(labels(view)).toEqual(commands.map(({ path }) => `/${path.join(' ')}`));
    expect(notes(view)).toEqual(['For details about one: /help vm create']);
  });

  it('tells a guest why there is so little, and his id', async () => {
    const view = await viewOf('/help', { access: { defaultRole: 'guest' } });
    expect(labels(view)).toEqual(['/help']);
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
      '--user-data <yaml>',
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

  it('lists what begins with a word', async () => {
    expect(labels(await viewOf('/help job'))).toEqual(['/job list', '/job cancel']);
    expect(labels(await viewOf('/help trabajo'))).toEqual(['/job list', '/job cancel']);
  });

  it('asks back where there is no such command', async () => {
    expect(await room().say('/help vm craete')).toMatchObject({
      kind: 'refused',
      error: { code: 'not-found', hint: { en: 'Did you mean /help vm create?' } },
    });
    expect(await room().say(`/help ${'x'.repeat(3000)}`)).toMatchObject({
      error: { text: { en: `There is no command /${'x'.repeat(40)}….` } },
    });
  });
});
