import { expect, it } from 'vitest';
import { WAITS } from '../../../adapters/discord/waits.ts';
import { FIRST_ANSWER_MS } from '../../servers/discord/interactions.ts';

/** What recording, and the call to Discord, may take. */
const AROUND_MS = 500;

it('labvm waits for nothing longer than Discord waits for labvm', () => {
  const { quickMs, lateMs, firstAnswerMs, menuMs, typingMs } = WAITS;
  // A form is tried after its command was found wanting, and its menu filled.
  const slowest = Math.max(quickMs.private + menuMs, quickMs.channel + menuMs, typingMs, lateMs);
  expect(slowest + AROUND_MS).toBeLessThan(FIRST_ANSWER_MS);
  expect(firstAnswerMs).toBeLessThan(FIRST_ANSWER_MS);
});
