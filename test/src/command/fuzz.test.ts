import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completeLine } from '../../../src/command/complete.ts';
import { answerLines, EXAMPLES, line, mustBeSayable } from './support/any-line.ts';
import { NASTY } from './support/nasty.ts';
import { PLACE } from './support/recording-room.ts';
import { ACTORS, strictRoom } from './support/strict-room.ts';

/** `fuzz.long.test.ts` has ten times as many. */
const LINES = 10_000;
const COMPLETIONS = 1500;

it(`answers ${LINES} lines of any kind, and lets nothing through that is not validated`, () =>
  answerLines(LINES, 0));

it.each(NASTY)('answers hostile word %# wherever it stands in a command', async (nasty) => {
  const { say, breaches, errors } = strictRoom();
  for (const example of EXAMPLES) {
    const words = example.split(' ');
    for (let at = 0; at <= words.length; at += 1) {
      mustBeSayable(await say(words.toSpliced(at, 0, nasty).join(' '), 'slack:T1:root'));
      mustBeSayable(await say(words.with(Math.min(at, words.length - 1), nasty).join(' '), 'slack:T1:ana'));
    }
    mustBeSayable(await say(`${example}${nasty}`, 'slack:T1:root'));
  }
  expect(breaches).toEqual([]);
  expect(errors).toEqual([]);
});

it(`completes ${COMPLETIONS} lines of any kind`, async () => {
  const { world, breaches } = strictRoom();
  const run = async (typed: string, id: string, at: number) => {
    const part = typed.slice(0, at);
    const partial = { line: part, actor: { id, displayName: id }, place: PLACE, locale: 'en' } as const;
    const { from, choices } = await completeLine(world, partial);
    expect(from).toBeLessThanOrEqual(part.length);
    if (id === 'slack:T1:ana') expect(choices.map(({ value }) => value)).not.toContain('bens');
  };
  const actor = fc.constantFrom(...ACTORS);
  await fc.assert(fc.asyncProperty(line, actor, fc.nat({ max: 100 }), run), { numRuns: COMPLETIONS });
  expect(breaches).toEqual([]);
});
