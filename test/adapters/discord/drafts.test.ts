import { expect, it } from 'vitest';
import { createDrafts } from '../../../adapters/discord/drafts.ts';

const DRAFT = { values: { name: 'web1' }, wrong: null };
const MINUTE_MS = 60_000;

it('a draft is its writer’s alone, and for a quarter of an hour', () => {
  let now = 0;
  const drafts = createDrafts(() => now);
  drafts.keep('1', 'ana', DRAFT);
  expect(drafts.of('1', 'ana')).toMatchObject(DRAFT);
  expect(drafts.of('1', 'ben')).toBeNull();
  expect(drafts.of('2', 'ana')).toBeNull();
  now = 16 * MINUTE_MS;
  expect(drafts.of('1', 'ana')).toBeNull();
});

it('no more are kept than a class fills in', () => {
  const drafts = createDrafts(() => 0);
  for (let id = 0; id <= 200; id += 1) drafts.keep(String(id), 'ana', DRAFT);
  expect(drafts.of('0', 'ana')).toBeNull();
  expect(drafts.of('200', 'ana')).not.toBeNull();
});
