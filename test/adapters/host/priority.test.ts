import { expect, it } from 'vitest';
import { factsOf, isAlone } from '../../../adapters/host/priority.ts';

const facts = (pid: number, parent: number, session: number) => ({ pid, parent, session });
const SYSTEM = [facts(1, 0, 1), facts(90, 1, 90), facts(91, 90, 90)];

it.each([
  [
    'a service is alone with npm and its shell',
    [facts(10, 1, 10), facts(11, 10, 10), facts(12, 11, 10)],
    true,
  ],
  ['one at a prompt is alone with the shell', [facts(10, 1, 10), facts(12, 10, 10)], true],
  [
    'one beside another job of the shell is not',
    [facts(10, 1, 10), facts(12, 10, 10), facts(13, 10, 10)],
    false,
  ],
  ['one that has begun something itself is not', [facts(12, 1, 12), facts(13, 12, 12)], false],
  ['one that is not there is nobody', [], false],
])('%s', (_what, own, alone) => expect(isAlone(12, [...SYSTEM, ...own])).toBe(alone));

it('reads a line of the system’s, whatever the process calls itself', () => {
  expect(factsOf('12 (a) R 1 (b)) S 10 12 9 0 -1 4194304')).toEqual(facts(12, 10, 9));
});
