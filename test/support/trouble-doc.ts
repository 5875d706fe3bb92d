import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/** The manual of what goes wrong: a sentence that people read is listed there. */
export const troubleDoc = readFileSync(join(ROOT, 'docs/trouble.md'), 'utf8');
