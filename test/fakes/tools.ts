import type { AttachedFile } from '../../src/command/attached.ts';
import type { ImageFetcher } from '../../src/image/fetcher.ts';
import type { FirstBootMaker } from '../../src/vm/first-boot.ts';
import type { VmTools } from '../../src/vm/work/tools.ts';

/** What jobs need beside the hypervisor, where a test is about something else. */
export function fakeTools(): Pick<
  VmTools,
  'catalogue' | 'images' | 'firstBoot' | 'keyLinesOf' | 'hostShare'
> {
  return {
    catalogue: { all: async () => [], known: [] },
    images: fakeFetcher(),
    firstBoot: fakeFirstBoot(),
    keyLinesOf: async () => [],
    hostShare: { reserve: { memoryMiB: 0, diskGiB: 0 }, diskOvercommit: 1 },
  };
}

/** Fetches nothing. */
export function fakeFetcher(): ImageFetcher {
  const nothing = async (): Promise<never> => {
    throw new Error('nothing is fetched in this test');
  };
  return { download: nothing, take: nothing, drop: async () => undefined };
}

/** A file that came with a request. */
export function attached(name: string, text: string): AttachedFile {
  const bytes = Buffer.from(text);
  return { name, bytes: bytes.length, read: async (most) => bytes.subarray(0, most) };
}

/** Writes seeds that say what they were made of. */
export function fakeFirstBoot(): FirstBootMaker {
  return {
    make: async ({ kind, ...wish }) =>
      kind === 'ignition'
        ? { kind, config: JSON.stringify(wish) }
        : { kind, metaData: JSON.stringify(wish), userData: wish.userData ?? '', vendorData: '' },
    passwordOf: async (requestId) => `password-of-${requestId}`,
    userData: async (given) => (typeof given === 'string' ? given : Buffer.from(given).toString()),
  };
}
