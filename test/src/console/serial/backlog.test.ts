import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBacklog } from '../../../../src/console/serial/backlog.ts';

it('gives every byte at its place, whatever the pieces were', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.nat(50), fc.nat(), (all, length, at) => {
      const backlog = createBacklog(1000, { keep: 20, most: 100 });
      for (const piece of all) backlog.append(piece);
      const whole = Buffer.concat(all);
      expect(backlog.end).toBe(1000 + whole.length);
      expect(backlog.start).toBeGreaterThanOrEqual(backlog.end - 100);
      const from = backlog.start + (at % (backlog.end - backlog.start + 1));
      const expected = whole.subarray(from - 1000, from - 1000 + length);
      expect(Buffer.from(backlog.read(from, length))).toEqual(expected);
    }),
  );
});

it('lets go of what everybody has, but keeps the last', () => {
  const backlog = createBacklog(0, { keep: 4, most: 100 });
  backlog.append(Buffer.from('abc'));
  backlog.append(Buffer.from('defghij'));
  backlog.release(10);
  expect(backlog.start).toBe(6);
  expect(Buffer.from(backlog.read(6, 10)).toString()).toBe('ghij');
  backlog.release(3);
  expect(backlog.start).toBe(6);
  expect(() => backlog.read(5, 1)).toThrow(RangeError);
  expect(() => backlog.read(11, 1)).toThrow(RangeError);
});
