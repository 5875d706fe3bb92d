import { it } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { answerLines } from './support/any-line.ts';

const LINES = 100_000;

it(
  `answers ${LINES} lines of any kind, and lets nothing through that is not validated`,
  () => answerLines(LINES, 40),
  // It takes some 20 s of one idle core.
  5 * PATIENCE_MS,
);
