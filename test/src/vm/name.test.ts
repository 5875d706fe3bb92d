import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeNames, isNewVmName, isVmName } from '../../../src/vm/name.ts';

describe('isVmName', () => {
  it.each(['a', 'web1', 'tiny-2', 'a'.repeat(31)])('takes %s', (name) => expect(isVmName(name)).toBe(true));
  it.each(['', '1a', '-a', 'A', 'a b', 'ñ', 'a_b', 'a.b', '../a', 'a\n', 'a'.repeat(32)])(
    'refuses %j',
    (name) => expect(isVmName(name)).toBe(false),
  );
});

describe('isNewVmName', () => {
  it.each(['a', 'web1', 'tiny-2', 'a--b', 'a'.repeat(31)])('takes %s', (name) =>
    expect(isNewVmName(name)).toBe(true),
  );
  it.each(['', '1a', 'web-', 'web--', `${'a'.repeat(30)}-`])('refuses %j', (name) =>
    expect(isNewVmName(name)).toBe(false),
  );
});

describe('freeNames', () => {
  it('leaves no hyphen where a stem is cut', () => {
    expect(freeNames(`${'a'.repeat(27)}--b`, 1, new Set())).toEqual([`${'a'.repeat(27)}-1`]);
  });

  it('counts from one and leaves out what is taken', () => {
    expect(freeNames('tiny', 3, new Set(['tiny-1', 'tiny-3']))).toEqual(['tiny-2', 'tiny-4', 'tiny-5']);
  });

  it('gives valid, free and different names, however long the stem', () => {
    const stem = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/);
    fc.assert(
      fc.property(
        stem,
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 50 })),
        (word, count, used) => {
          const taken = new Set(used.map((n) => `${word}-${n}`));
          const names = freeNames(word, count, taken);
          expect(new Set(names).size).toBe(count);
          for (const name of names) expect(isNewVmName(name) && !taken.has(name)).toBe(true);
        },
      ),
    );
  });
});
