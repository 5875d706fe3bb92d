import { expect, it } from 'vitest';
import { createLru } from '../../../src/base/lru.ts';

it('forgets first what was not used for the longest', () => {
  const lru = createLru<string, { n: number }>(2);
  lru.set('a', { n: 1 });
  lru.set('b', { n: 2 });
  expect(lru.get('a')).toEqual({ n: 1 });
  lru.set('c', { n: 3 });
  expect(lru.get('b')).toBeUndefined();
  expect([lru.get('a'), lru.get('c')]).toEqual([{ n: 1 }, { n: 3 }]);
});

it('takes a new value for what it knows, and forgets nothing for it', () => {
  const lru = createLru<string, { n: number }>(2);
  lru.set('a', { n: 1 });
  lru.set('b', { n: 2 });
  lru.set('a', { n: 9 });
  expect([lru.get('a'), lru.get('b')]).toEqual([{ n: 9 }, { n: 2 }]);
});
