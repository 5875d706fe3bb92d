import { it } from 'vitest';
import { answerLines } from './support/any-line.ts';

const LINES = 100_000;
/** It takes some 20 s of one idle core. */
const PATIENCE_MS = 900_000;

it(
  `answers ${LINES} lines of any kind, and lets nothing through that is not validated`,
  () => answerLines(LINES, 40),
  PATIENCE_MS,
);
