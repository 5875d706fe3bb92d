import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../adapters/first-boot/seal.ts';

const seal = createSeal(randomBytes(32));

describe('what is sealed', () => {
  it('is opened as it was, and tells nothing before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 8, maxLength: 300 }), (text) => {
        const whole = text.toWellFormed();
        const closed = seal.close(whole);
        expect(seal.open(closed)).toBe(whole);
        expect(closed).not.toContain(whole);
        expect(seal.close(whole)).not.toBe(closed);
      }),
    );
  });

  it('is what a job of before holds, too, as it was', () => {
    expect(seal.open('#cloud-config\na: b\n')).toBe('#cloud-config\na: b\n');
  });

  it.each([
    ['another secret', createSeal(randomBytes(32)).close('a: b')],
    ['what somebody has changed', `${seal.close('a: b').slice(0, -4)}AAA=`],
    ['nothing', 'sealed:1:'],
  ])('is not opened where it was closed with %s', (_, closed) => {
    expect(() => seal.open(closed)).toThrow(/passwords\.key is no longer the file that protected it/);
  });
});
