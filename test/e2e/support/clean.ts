import { expect } from 'vitest';
import { leftOvers, NOTHING } from './host.ts';
import { json } from './labvm.ts';

/** Deletes what machines there are, as people do, and looks whether anything is left. */
export async function deleteMachines(): Promise<void> {
  const { domains } = await leftOvers();
  await Promise.all(domains.map((name) => json(`/vm delete ${name} --yes`)));
  expect(await leftOvers()).toEqual(NOTHING);
}
