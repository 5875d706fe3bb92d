import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../../src/command/suggest.ts';

const VERBS = ['create', 'list', 'show', 'start', 'stop', 'restart', 'delete', 'log'];

describe('nearest', () => {
  it.each([
    ['craete', ['create']],
    ['creat', ['create']],
    ['CREATE', ['create']],
    ['lst', ['list']],
    ['lits', ['list']],
    ['del', ['delete']],
    ['strat', ['start']],
    ['sto', ['stop']],
    ['zzzz', []],
    ['', []],
  ])('finds for %s %j', (word, found) => expect(nearest(word, VERBS)).toEqual(found));

  it('counts a swap of neighbours as one letter', () => {
    expect(nearest('tsop', ['stop'])).toEqual(['stop']);
    expect(nearest('pott', ['stop'])).toEqual([]);
  });

  it('offers three at most, the nearest first', () => {
    expect(nearest('web', ['web100', 'web1', 'web10', 'web', 'db'])).toEqual(['web', 'web1', 'web10']);
  });

  it('is not slowed down by what nobody can have meant', () => {
    expect(nearest('x'.repeat(1_000_000), VERBS)).toEqual([]);
  });
});

describe('didYouMean', () => {
  it('asks in both languages, or not at all', () => {
    expect(didYouMean(['/vm list', '/vm show'])).toEqual({
      en: 'Did you mean /vm list or /vm show?',
      es: '¿Quería decir /vm list o /vm show?',
    });
    expect(didYouMean([])).toBeUndefined();
  });
});
