import { expect, it } from 'vitest';
import { createKeptForms } from '../../../adapters/discord/kept-forms.ts';

const FORM = { values: { name: 'web1' }, wrong: null };
const MINUTE_MS = 60_000;

it('a form is its writer’s alone, and for a quarter of an hour', () => {
  let now = 0;
  const forms = createKeptForms(() => now);
  forms.keep('1', 'ana', FORM);
  expect(forms.of('1', 'ana')).toMatchObject(FORM);
  expect(forms.of('1', 'ben')).toBeNull();
  expect(forms.of('2', 'ana')).toBeNull();
  now = 16 * MINUTE_MS;
  expect(forms.of('1', 'ana')).toBeNull();
});

it('no more are kept than a class fills in', () => {
  const forms = createKeptForms(() => 0);
  for (let id = 0; id <= 200; id += 1) forms.keep(String(id), 'ana', FORM);
  expect(forms.of('0', 'ana')).toBeNull();
  expect(forms.of('200', 'ana')).not.toBeNull();
});
