import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFetcher, type FetcherOptions } from '../../../../adapters/download/index.ts';
import { openIntake } from '../../../../adapters/libvirt/image/intake.ts';
import { createManifests } from '../../../../adapters/libvirt/image/manifest.ts';
import { createPrograms } from '../../../../adapters/program/index.ts';
import { addedImage } from '../../../../src/image/added.ts';
import type { FetchOptions, FetchProgress } from '../../../../src/image/fetcher.ts';
import type { Image, ImageKind } from '../../../../src/image/image.ts';
import type { ImageSource } from '../../../../src/image/source.ts';

const GIB = 1024 ** 3;

/** A host whose pool is a folder, with the product's own way into it; gone with the test. */
export function imageHost() {
  const folder = mkdtempSync(join(tmpdir(), 'labvm-image-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const manifests = createManifests(folder, () => undefined);
  const programs = createPrograms();
  const pool = { path: async () => folder, refresh: async () => undefined };
  const hypervisor = {
    images: async () => (await manifests.all()).map(({ volume: _, ...facts }) => ({ ...facts, usedBy: [] })),
    receiveImage: (id: string) => openIntake(id, pool, manifests, programs),
  };
  return {
    folder,
    hypervisor,
    fetcher: (changes: Partial<FetcherOptions> = {}) =>
      createFetcher({
        hypervisor,
        dataDir: folder,
        mirror: null,
        allowedHosts: ['127.0.0.1'],
        limits: { mostBytes: GIB, reserveBytes: 0 },
        programs,
        atOnce: 4,
        ...changes,
      }),
    /** The bytes of an image that is there. */
    async bytesOf(id: string): Promise<Buffer> {
      const manifest = await manifests.get(id);
      return readFile(join(folder, manifest?.volume ?? 'nothing'));
    },
    /** Everything in the pool's folder, and what is unfinished with a dot before it. */
    files: async () => {
      const unfinished = await readdir(join(folder, '.intake')).catch(() => []);
      const kept = (await readdir(folder)).filter((name) => name !== 'images' && name !== '.intake');
      return [...unfinished.map((name) => `.${name}`), ...kept].sort();
    },
  };
}

/** An image at these addresses. */
export function imageAt(
  urls: string | readonly string[],
  more: Partial<Image> = {},
  kind: ImageKind = 'live',
): Image {
  const source: ImageSource = { kind: 'file', urls: typeof urls === 'string' ? [urls] : urls };
  return { ...addedImage({ id: 'lesson', source, kind, title: 'lesson' }), ...more };
}

/** Options that write down what is said. */
export function patient(more: Partial<FetchOptions> = {}): FetchOptions & { readonly said: FetchProgress[] } {
  const said: FetchProgress[] = [];
  return {
    signal: new AbortController().signal,
    onProgress: (progress) => void said.push(progress),
    said,
    ...more,
  };
}
