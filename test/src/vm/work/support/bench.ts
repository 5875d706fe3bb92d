import { say, type Words } from '../../../../../src/base/text.ts';
import { BUILT_IN } from '../../../../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../../../../src/image/catalogue.ts';
import type { FetchOptions, ImageFetcher } from '../../../../../src/image/fetcher.ts';
import type { Image } from '../../../../../src/image/image.ts';
import type { Job, JobEnding } from '../../../../../src/job/job.ts';
import type { Work } from '../../../../../src/job/work.ts';
import type { VmTools, WorkTools } from '../../../../../src/vm/work/tools.ts';
import { createFakeHypervisor } from '../../../../fakes/hypervisor.ts';
import { fakeTools } from '../../../../fakes/tools.ts';
import { job } from '../../../command/support/recording-room.ts';

/** What was asked of a fetcher, in order. */
export type Asked = readonly [what: 'download' | 'take' | 'drop', id: string, path?: string];

/** One job's tools, with a lab in memory and a fetcher that writes down what it is asked for. */
export function workBench(more: Partial<Job> = {}) {
  const hypervisor = createFakeHypervisor();
  const asked: Asked[] = [];
  const notes: string[] = [];
  /** Brings an image's bytes to the lab at once, telling how it comes on. */
  const bring = async ({ id }: Image, { onProgress, isAdded, renew }: FetchOptions) => {
    onProgress({ stage: 'fetching', doneBytes: 5e6, totalBytes: 10e6, bytesPerSecond: null });
    const facts = {
      id,
      format: 'iso',
      sizeBytes: 10e6,
      virtualSizeBytes: 10e6,
      sha256: 'e'.repeat(64),
      origin: { from: 'https://example.org', trust: 'first-use', at: '2026-01-02T03:04:05.000Z' },
      declared: { isAdded: isAdded ?? false, renew: renew ?? false },
    } as const;
    hypervisor.world.images.push({ ...facts, usedBy: [] });
    return facts;
  };
  const images: ImageFetcher = {
    download(image, options) {
      asked.push(['download', image.id]);
      return bring(image, options);
    },
    take(image, path, options) {
      asked.push(['take', image.id, path]);
      return bring(image, options);
    },
    async drop(id) {
      asked.push(['drop', id]);
      hypervisor.world.intakes.delete(id);
    },
  };
  const tools: WorkTools = {
    ...fakeTools(),
    job: job(more),
    hypervisor,
    images,
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    signal: new AbortController().signal,
    progress: (note) => void notes.push(say(note, 'en')),
    waitForPower: async () => 'timeout',
  };
  return { hypervisor, world: hypervisor.world, asked, notes, tools };
}

export type WorkBench = ReturnType<typeof workBench>;

/** Runs one step of a kind of work. */
export async function runStep<Input>(
  work: Work<Input, VmTools>,
  name: string,
  input: Input,
  { tools }: WorkBench,
): Promise<string | undefined> {
  const said: Words | undefined = await work.steps.find((step) => step.name === name)?.run(input, tools);
  return said === undefined ? undefined : say(said, 'en');
}

/** Undoes a job that ended so. */
export async function undo<Input>(
  work: Work<Input, VmTools>,
  input: Input,
  state: JobEnding['state'],
  { tools }: WorkBench,
): Promise<void> {
  await work.undo?.(input, tools, {
    state,
    error: { code: 'failed', text: { en: 'It ended.', es: 'Terminó.' } },
  });
}
