import { Keyv } from 'keyv';
import { expect, test } from 'vitest';
import { openTestStore, temporaryFile } from './support/store.ts';

function keyvs(file?: string, now = () => new Date()) {
  const store = openTestStore({ ...(file ? { file } : {}), clock: { now } });
  const errors: unknown[] = [];
  return {
    errors,
    keyv(namespace?: string) {
      const keyv = new Keyv({ store: store.keyv(), ...(namespace ? { namespace } : {}) });
      keyv.on('error', (error) => errors.push(error));
      return keyv;
    },
  };
}

test('values of every kind come back', async () => {
  const { keyv, errors } = keyvs();
  const cache = keyv();
  for (const value of ['text', '', 0, false, null, [1, 'a'], { a: { b: `'; DROP TABLE keyv; --` } }]) {
    expect(await cache.set('key', value)).toBe(true);
    expect(await cache.get('key')).toEqual(value);
    expect(await cache.has('key')).toBe(true);
  }
  expect(await cache.get('nothing')).toBeUndefined();
  expect(await cache.has('nothing')).toBe(false);
  expect(errors).toEqual([]);
});

test('a value is overwritten and deleted, once', async () => {
  const cache = keyvs().keyv();
  await cache.set('key', 1);
  await cache.set('key', 2);
  expect(await cache.get('key')).toBe(2);
  expect(await cache.delete('key')).toBe(true);
  expect(await cache.delete('key')).toBe(false);
  expect(await cache.get('key')).toBeUndefined();
});

test('several at once', async () => {
  const cache = keyvs().keyv();
  await cache.setMany([
    { key: 'a', value: 1 },
    { key: 'b', value: 2 },
  ]);
  expect(await cache.getMany(['b', 'nothing', 'a'])).toEqual([2, undefined, 1]);
  expect(await cache.hasMany(['a', 'nothing'])).toEqual([true, false]);
  expect(await cache.delete(['a', 'nothing'])).toEqual([true, false]);
});

test('namespaces do not see one another', async () => {
  const { keyv } = keyvs();
  const [one, other, none] = [keyv('one'), keyv('other'), keyv()];
  await one.set('key', 1);
  await other.set('key', 2);
  await none.set('key', 3);
  await other.clear();
  expect([await one.get('key'), await other.get('key'), await none.get('key')]).toEqual([1, undefined, 3]);
  const pairs: unknown[] = [];
  for await (const pair of one.iterator()) pairs.push(pair);
  expect(pairs).toEqual([['key', 1]]);
});

test('what has expired is not there, and is swept away', async () => {
  let now = Date.now();
  const store = openTestStore({ clock: { now: () => new Date(now) } });
  const storage = store.keyv();
  await storage.set('short', 'value', now + 1000);
  await storage.set('long', 'value', now + 5000);
  await storage.set('ever', 'value');
  now += 1000;
  expect(await storage.getMany(['short', 'long', 'ever'])).toEqual([undefined, 'value', 'value']);
  expect(await storage.has('short')).toBe(false);
  const keys: unknown[] = [];
  for await (const [key] of storage.iterator()) keys.push(key);
  expect(keys).toEqual(['ever', 'long']);
  await storage.set('another', 'value');
  expect(await storage.delete('short')).toBe(false);
});

test("keyv's own time to live is heeded", async () => {
  const ahead = { ms: 0 };
  const cache = keyvs(undefined, () => new Date(Date.now() + ahead.ms)).keyv();
  await cache.set('key', 'value', 60_000);
  expect(await cache.get('key')).toBe('value');
  ahead.ms = 60_001;
  expect(await cache.get('key')).toBeUndefined();
});

test('values outlive the process', async () => {
  const file = temporaryFile();
  await keyvs(file).keyv('prefs').set('key', 'value');
  expect(await keyvs(file).keyv('prefs').get('key')).toBe('value');
});

test('a value that keyv did not make text is refused', async () => {
  const { set } = openTestStore().keyv();
  await expect(set('key', { an: 'object' })).rejects.toThrow(/"key" is no text/);
});
