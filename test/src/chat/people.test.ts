import { expect, it } from 'vitest';
import { withNames } from '../../../src/chat/names.ts';
import { createPeople, type Person } from '../../../src/chat/people.ts';
import { view } from '../../../src/view/view.ts';

function slack(answers: Readonly<Record<string, { name: string; locale: string | undefined }>>) {
  const asked: string[] = [];
  const kept = new Map<string, unknown>();
  const errors: unknown[] = [];
  const people = () =>
    createPeople({
      async ask(user) {
        asked.push(user);
        const answer = answers[user];
        if (!answer) throw new Error('user_not_found');
        return answer;
      },
      memory: { get: async (key) => kept.get(key), set: async (key, value) => kept.set(key, value) },
      locale: 'en',
      onError: (error) => errors.push(error),
    });
  return { people, asked, kept, errors };
}

it('asks once for a person, and not again in the next process', async () => {
  const { people, asked } = slack({ U1: { name: 'Ana', locale: 'es-ES' } });
  const first = people();
  expect(first.known('U1')).toBeNull();
  const both = await Promise.all([first.of('U1'), first.of('U1')]);
  expect(both).toEqual([
    { name: 'Ana', locale: 'es' },
    { name: 'Ana', locale: 'es' },
  ]);
  expect(first.known('U1')).toEqual({ name: 'Ana', locale: 'es' });
  expect(await people().of('U1')).toEqual({ name: 'Ana', locale: 'es' });
  expect(asked).toEqual(['U1']);
});

it('speaks the installation’s language to whoever Slack says nothing of', async () => {
  const { people, errors, asked } = slack({ U2: { name: 'Ben', locale: undefined } });
  const one = people();
  expect(await one.of('U2')).toEqual({ name: 'Ben', locale: 'en' });
  expect(await one.of('U3')).toEqual({ name: 'U3', locale: 'en' });
  expect(errors).toHaveLength(1);
  await one.of('U3');
  expect(asked).toEqual(['U2', 'U3', 'U3']);
});

it('does not trust what is kept', async () => {
  const { people, kept } = slack({ U1: { name: 'Ana', locale: 'es' } });
  kept.set('U1', { name: 7, locale: 'xx' });
  expect(await people().of('U1')).toEqual({ name: 'Ana', locale: 'es' });
});

it('names people where a value is an id, and leaves sentences alone', async () => {
  const of = async (user: string): Promise<Person> => ({ name: `<${user}>`, locale: 'en' });
  const shown = await withNames(
    view({
      parts: [
        { kind: 'fields', fields: [{ label: 'Owner', value: 'slack:T1:U1' }] },
        { kind: 'table', columns: [{ label: 'Owner' }], rows: [['slack:T1:U2'], ['slack']], empty: '' },
        { kind: 'note', text: 'Your id is slack:T1:U1' },
        { kind: 'text', text: { en: 'owner slack:T1:U1 and', es: 'de slack:T1:U1 y' } },
      ],
    }),
    { people: { of }, id: /slack:[A-Z0-9]+:([A-Z0-9]+)/ },
  );
  expect(shown.parts).toMatchObject([
    { fields: [{ value: '<U1>' }] },
    { rows: [['<U2>'], ['slack']] },
    { text: 'Your id is slack:T1:U1' },
    { text: { en: 'owner <U1> and', es: 'de <U1> y' } },
  ]);
});

it('remembers what the chat told by itself, and asks nothing more', async () => {
  const { people, asked, kept } = slack({});
  const met = people();
  met.met('U2', { name: 'Eva', locale: 'es' });
  expect(met.known('U2')).toEqual({ name: 'Eva', locale: 'es' });
  expect(await people().of('U2')).toEqual({ name: 'Eva', locale: 'es' });
  expect(kept.size).toBe(1);
  expect(asked).toEqual([]);
});
