import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDiscordClock } from '../../../adapters/discord/clock.ts';
import { snowflakeAt, timeOfSnowflake } from '../../../adapters/discord/rest/snowflake.ts';

/** 1 ms before a whole second of Discord's. */
const THEIRS = Date.UTC(2026, 10, 28, 12, 0, 0, 999);
const dateAt = (ms: number) => new Date(ms).toUTCString();

function measured(aheadMs: number, latencyMs = 40) {
  const told: number[] = [];
  const clock = createDiscordClock((ahead) => told.push(ahead));
  const sent = THEIRS + aheadMs - latencyMs;
  clock.answered(sent, dateAt(THEIRS), sent + 2 * latencyMs);
  return { clock, told };
}

describe('a clock against Discord’s', () => {
  it.each([0, 400, -400])('that is %i ms ahead is taken for no more than that', (aheadMs) => {
    expect(Math.abs(measured(aheadMs).told.at(-1) ?? 9999)).toBeLessThanOrEqual(Math.abs(aheadMs));
  });

  it.each([600_000, -600_000])('that is %i ms ahead is known to a second and the way', (aheadMs) => {
    const { clock, told } = measured(aheadMs);
    expect(Math.abs((told.at(-1) ?? 0) - aheadMs)).toBeLessThanOrEqual(1040);
    expect(Math.abs(clock.theirs(THEIRS + aheadMs) - THEIRS)).toBeLessThanOrEqual(1040);
  });

  it('says when something was done by our clock, and never after it came', () => {
    for (const aheadMs of [0, 600_000, -600_000]) {
      const { clock } = measured(aheadMs);
      const done = clock.arrived(snowflakeAt(THEIRS - 2500), THEIRS + aheadMs);
      expect(Math.abs(done - (THEIRS + aheadMs - 2500))).toBeLessThanOrEqual(1040);
      expect(done).toBeLessThanOrEqual(THEIRS + aheadMs);
    }
  });

  it('learns anew once it is set right', () => {
    const { clock, told } = measured(600_000);
    clock.answered(THEIRS + 5000, dateAt(THEIRS + 5040), THEIRS + 5080);
    expect(told.at(-1)).toBe(0);
  });

  it('is not moved by an answer without a date, nor by what is no id of Discord’s', () => {
    const { clock, told } = measured(0);
    const before = told.length;
    clock.answered(THEIRS, null, THEIRS);
    clock.answered(THEIRS, 'soon', THEIRS);
    expect(clock.arrived('nothing', THEIRS)).toBe(THEIRS);
    expect(told).toHaveLength(before);
  });

  it('is never believed to be further off than it is, however long answers take', () => {
    const answers = fc.array(fc.tuple(fc.nat(5000), fc.nat(3000), fc.nat(3000)), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), answers, (aheadMs, all) => {
        const told: number[] = [];
        const clock = createDiscordClock((ahead) => told.push(ahead));
        let at = THEIRS;
        for (const [pause, there, back] of all) {
          at += pause;
          clock.answered(at - there + aheadMs, dateAt(at), at + back + aheadMs);
        }
        const found = told.at(-1) ?? Number.NaN;
        expect(Math.abs(found)).toBeLessThanOrEqual(Math.abs(aheadMs));
        expect(Math.abs(found - aheadMs)).toBeLessThanOrEqual(4000);
      }),
    );
  });
});

it('an id tells its time', () => expect(timeOfSnowflake(snowflakeAt(THEIRS))).toBe(THEIRS));
