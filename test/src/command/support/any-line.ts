import fc from 'fast-check';
import { expect } from 'vitest';
import { commands } from '../../../../commands/index.ts';
import { LOCALES } from '../../../../src/base/text.ts';
import type { Answer } from '../../../../src/command/answer.ts';
import { plainText } from '../../../../src/view/plain.ts';
import { keyLine } from './keys.ts';
import { NASTY } from './nasty.ts';
import { ACTORS, strictRoom } from './strict-room.ts';

/** Words that commands are made of, and values that exist. */
const WORDS: readonly string[] = [
  ...commands.flatMap(({ path, options }) => [
    ...path,
    `/${path.join(' ')}`,
    ...Object.entries(options).flatMap(([name, { kind }]) => [
      `--${name}`,
      `--${name}=${kind.example}`,
      kind.example,
    ]),
  ]),
  ...['crear', 'borrar', 'máquina', 'web1', 'bens', 'tiny', 'tinny', 'aaaa', 'bbbb', '--yes', '512M', '2'],
];

/** Lines that reach everything that can be reached, also what the examples of help do not speak of. */
const DEEP = [
  '/vm delete web1 --yes',
  '/vm delete bens --yes',
  '/vm stop bens',
  '/job cancel aaaa',
  '/job cancel bbbb',
  '/vm password web1',
  '/vm password idle',
  '/vm password bens',
  '/cd insert live1 slitaz',
  '/cd eject live1',
  '/image save idle lesson3',
  '/image remove slitaz --yes',
  '/image remove tiny --yes',
  '/image prune --unused --yes',
  '/image verify slitaz',
  `/image add https://example.org/a/b%20c.iso?d=e --sha256 ${'ab'.repeat(32)} --kind live`,
  '/image add /etc/passwd --as secrets',
  '/vm create debian --user-data "packages: [htop]"',
  `/my key add ${keyLine(3, 'eva@desk')}`,
  '/my key remove 1',
  `/my key remove ${keyLine(2)}`,
];

export const EXAMPLES: readonly string[] = [...commands.flatMap(({ examples }) => examples), ...DEEP];

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);

/** A command as it should be with something put into it, or with a word changed: these get furthest. */
const nearlyRight = fc
  .tuple(fc.constantFrom(...EXAMPLES), word, fc.nat({ max: 60 }))
  .map(([example, extra, at]) => example.slice(0, at) + extra + example.slice(at));
const oneWordOther = fc
  .tuple(fc.constantFrom(...EXAMPLES), word, fc.nat({ max: 5 }))
  .map(([example, other, at]) => {
    const words = example.split(' ');
    return words.with(at % words.length, other).join(' ');
  });

/** Lines of any kind. */
export const line = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')) },
  { weight: 3, arbitrary: nearlyRight },
  { weight: 2, arbitrary: oneWordOther },
  { weight: 1, arbitrary: fc.constantFrom(...EXAMPLES) },
  { weight: 1, arbitrary: fc.constantFrom(...DEEP) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** Controls, and what turns or hides text. */
const HARMFUL = /(?!\n)[\p{Cc}\u200b\u2028-\u202e\u2066-\u2069\ufeff]/u;

function mustBeHarmless(text: string): void {
  if (HARMFUL.test(text) || !text.isWellFormed()) throw new Error(`would act: ${JSON.stringify(text)}`);
}

/** Whether an answer can be said in any chat as it stands. */
export function mustBeSayable(answer: Answer): void {
  if (answer.kind === 'started') return;
  if (answer.kind !== 'refused') {
    for (const locale of LOCALES) mustBeHarmless(plainText(answer.view, locale, 80));
    return;
  }
  const { code, text, hint } = answer.error;
  if (code === 'internal') throw new Error(text.en, { cause: answer.error.cause });
  for (const said of [text.en, text.es, hint?.en ?? '-', hint?.es ?? '-']) {
    const isSayable =
      said !== '' && said.isWellFormed() && said.length < 1000 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(said);
    if (!isSayable) throw new Error(`cannot be said: ${JSON.stringify(said)}`);
  }
}

/**
 * Has the commands answer so many lines of any kind, and lets nothing through that is not validated.
 * @param least how often each kind of answer and of order must come at the least: a fuzzer that only ever meets the
 *   door proves nothing of what is behind it. Far below what is usual (some 120 links to consoles in 100 000 lines), for
 *   how many come is chance
 */
export async function answerLines(lines: number, least: number): Promise<void> {
  const { say, breaches, unconcluded, counts, errors } = strictRoom();
  const kinds = new Map<string, number>();
  const run = async (text: string, actorId: string) => {
    const answer = await say(text, actorId);
    const kind = answer.kind === 'refused' ? answer.error.code : answer.kind;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    mustBeSayable(answer);
    if (breaches.length > 0) throw new Error(JSON.stringify(breaches));
  };
  await fc.assert(fc.asyncProperty(line, fc.constantFrom(...ACTORS), run), { numRuns: lines });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(errors).toEqual([]);
  expect(unconcluded.size).toBe(0);
  expect(Math.min(...Object.values(counts)), JSON.stringify(counts)).toBeGreaterThan(least);
  for (const kind of [
    ...['said', 'asked', 'started', 'not-allowed', 'not-found'],
    ...['unknown-command', 'bad-argument', 'missing-argument'],
  ]) {
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(least);
  }
}
