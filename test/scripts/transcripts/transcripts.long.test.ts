import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FOLDER, makeTranscripts } from '../../../scripts/transcripts/main.ts';

it('docs/transcripts is what a person at each chat sees now; else: npm run transcripts', async () => {
  for (const [name, text] of await makeTranscripts())
    expect(await readFile(new URL(name, FOLDER), 'utf8'), name).toBe(text);
});
