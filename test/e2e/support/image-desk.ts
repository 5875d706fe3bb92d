import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { deleteMachines } from './clean.ts';
import { leftOvers, NOTHING } from './host.ts';
import { json, succeed } from './labvm.ts';
import { type SchoolMirror, schoolMirror } from './school-mirror.ts';

/** labvm beside a school's mirror. */
export interface ImageDesk {
  readonly mirror: SchoolMirror;
  /** A folder for files that people give. */
  readonly folder: string;
  say(line: string): ReturnType<typeof succeed>;
  refusal(line: string): Promise<Awaited<ReturnType<typeof json>>['error']>;
  /** Every machine is gone at the end of a part. */
  remove(...names: readonly string[]): Promise<void>;
}

/**
 * Opens it for a file's tests, and at their end takes away what is the lab's and not a machine's.
 * @param images those that the tests leave
 */
export function imageDesk(images: readonly string[]): () => ImageDesk {
  let desk: ImageDesk | undefined;
  beforeAll(async () => {
    const mirror = await schoolMirror();
    const { env } = mirror;
    desk = {
      mirror,
      folder: await mkdtemp(join(tmpdir(), 'labvm-e2e-images-')),
      say: (line) => succeed(line, { env }),
      refusal: async (line) => (await json(line, { env })).error,
      async remove(...names) {
        await Promise.all(names.map((name) => succeed(`/vm delete ${name} --yes`, { env })));
        expect(await leftOvers()).toEqual(NOTHING);
      },
    };
  });
  afterAll(async () => {
    await deleteMachines();
    // The lab is the other tests' too: with a key, every machine would get a seed.
    await json('/my key remove 1');
    for (const id of images) await json(`/image remove ${id} --yes`);
    await desk?.mirror.close();
    await rm(desk?.folder ?? '', { recursive: true, force: true });
  });
  return () => {
    if (desk) return desk;
    throw new Error('The desk opens with the first test.');
  };
}
