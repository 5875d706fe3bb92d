import { expect } from 'vitest';
import type { FetchImageInput } from '../../../src/image/work/fetch.ts';
import { commandLab, lastJob, TEACHER } from './lab.ts';

/** What a line asks to be fetched. */
export async function fetched(line: string, lab = commandLab(), actor = TEACHER): Promise<FetchImageInput> {
  expect(await lab.ask(line, actor)).toMatchObject({ kind: 'started' });
  const job = lastJob(lab);
  expect(job).toMatchObject({ kind: 'image.fetch', vm: null, stepNames: ['fetch'], reservation: null });
  return job.input as FetchImageInput;
}
