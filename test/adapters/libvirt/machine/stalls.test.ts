import { expect, test } from 'vitest';
import { createStalls } from '../../../../adapters/libvirt/machine/stalls.ts';
import { scriptedClient } from '../scripted-client.ts';

const DOMAIN = { name: 'web1', uuid: 'u1', id: 4 };

/** virDomainDiskErrorCode. */
const UNSPECIFIED = 1;
const NO_SPACE = 2;

function stallsOf(...errors: readonly number[]) {
  const client = scriptedClient({
    domainGetDiskErrors: () => ({
      errors: errors.map((error, at) => ({ disk: `vd${at}`, error })),
      count: errors.length,
    }),
  });
  return { client, stalls: createStalls(client, () => undefined) };
}

test.each([
  ['a full disk', [NO_SPACE], 'disk-full'],
  ['a broken one', [UNSPECIFIED], 'disk-error'],
  ['a full one beside a broken one', [UNSPECIFIED, NO_SPACE], 'disk-full'],
  // QEMU stops a guest of labvm's for nothing else.
  ['none that libvirt names', [], 'disk-full'],
] as const)('QEMU is asked what stopped the machine: %s', async (_what, errors, stall) => {
  expect(await stallsOf(...errors).stalls.of(DOMAIN)).toBe(stall);
});

test('it is asked once, until the machine goes on', async () => {
  const { client, stalls } = stallsOf(UNSPECIFIED);
  await stalls.of(DOMAIN);
  await stalls.of(DOMAIN);
  expect(client.asked).toHaveLength(1);
  stalls.forget(DOMAIN.uuid);
  await stalls.of(DOMAIN);
  expect(client.asked).toHaveLength(2);
});

test('what an event told needs no question, until nothing is sure any more', async () => {
  const { client, stalls } = stallsOf(UNSPECIFIED);
  stalls.heard(DOMAIN.uuid, 'enospc');
  expect(await stalls.of(DOMAIN)).toBe('disk-full');
  stalls.heard(DOMAIN.uuid, '');
  expect(await stalls.of(DOMAIN)).toBe('disk-error');
  expect(client.asked).toEqual([]);
  stalls.forget();
  await stalls.of(DOMAIN);
  expect(client.asked).toHaveLength(1);
});

test('a QEMU that does not answer is not remembered', async () => {
  const client = scriptedClient({});
  const assumed: unknown[] = [];
  const stalls = createStalls(client, ({ name }, error) => assumed.push(name, String(error)));
  expect(await stalls.of(DOMAIN)).toBe('disk-full');
  expect(await stalls.of(DOMAIN)).toBe('disk-full');
  expect(client.asked).toHaveLength(2);
  // What is only assumed is told, once until the machine goes on.
  expect(assumed).toEqual(['web1', expect.stringContaining('is not in the script')]);
  stalls.forget(DOMAIN.uuid);
  await stalls.of(DOMAIN);
  expect(assumed).toHaveLength(4);
});
