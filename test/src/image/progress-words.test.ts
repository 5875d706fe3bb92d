import { describe, expect, it } from 'vitest';
import type { FetchProgress } from '../../../src/image/fetcher.ts';
import { fractionOf, progressWords } from '../../../src/image/progress-words.ts';

const at = (more: Partial<FetchProgress>): FetchProgress => ({
  stage: 'fetching',
  doneBytes: 12_340_000,
  totalBytes: 43_000_000,
  bytesPerSecond: 2_000_000,
  ...more,
});

describe('progressWords', () => {
  it.each([
    [{}, '12.3 of 43 MB, 2 MB/s, 15 s left', '12.3 de 43 MB, 2 MB/s, faltan 15 s'],
    [{ bytesPerSecond: null }, '12.3 of 43 MB', '12.3 de 43 MB'],
    [{ totalBytes: null }, '12.3 MB, 2 MB/s', '12.3 MB, 2 MB/s'],
    [{ totalBytes: null, bytesPerSecond: null }, '12.3 MB', '12.3 MB'],
    [{ bytesPerSecond: 0 }, '12.3 of 43 MB, 0 MB/s', '12.3 de 43 MB, 0 MB/s'],
    [{ doneBytes: 0, bytesPerSecond: null }, '0 of 43 MB', '0 de 43 MB'],
    [
      { doneBytes: 1e9, totalBytes: 2.3456e9, bytesPerSecond: 456_700 },
      '1000 of 2346 MB, 0.5 MB/s, 49 min left',
      '1000 de 2346 MB, 0.5 MB/s, faltan 49 min',
    ],
    [
      { doneBytes: 0, totalBytes: 1e10, bytesPerSecond: 100_000 },
      '0 of 10000 MB, 0.1 MB/s, 28 h left',
      '0 de 10000 MB, 0.1 MB/s, faltan 28 h',
    ],
    [{ doneBytes: 43_000_000 }, '43 of 43 MB, 2 MB/s, 1 s left', '43 de 43 MB, 2 MB/s, faltan 1 s'],
    [
      { stage: 'waiting', doneBytes: 0 },
      'waiting for another download to end',
      'esperando a que termine otra descarga',
    ],
    [{ stage: 'asking', doneBytes: 0 }, 'contacting the server', 'contactando con el servidor'],
    [
      { stage: 'trying-again' },
      '12.3 of 43 MB, interrupted, trying again',
      '12.3 de 43 MB, interrumpida, se reintenta',
    ],
    [
      { stage: 'checking', doneBytes: 43e6 },
      '43 of 43 MB, checking the download',
      '43 de 43 MB, comprobando la descarga',
    ],
  ] as const)('says of %j: %s', (more, en, es) => {
    const waits = 'stage' in more && more.stage === 'waiting' ? { waitsFor: 'download' } : {};
    expect(progressWords(at(more))).toEqual({ en, es, ...waits });
  });

  it.each([99.4, 99.5, 100, 5999, 6001])('never says a number of three digits of seconds: %d', (seconds) => {
    const { en } = progressWords(at({ doneBytes: 0, totalBytes: seconds * 1e6, bytesPerSecond: 1e6 }));
    expect(en).toMatch(/, \d{1,2} (?:s|min|h) left$/);
  });
});

describe('fractionOf', () => {
  it.each([
    [{}, 12.34 / 43],
    [{ totalBytes: null }, undefined],
    [{ totalBytes: 0 }, undefined],
    [{ doneBytes: 50e6 }, 1],
  ])('of %j is %d', (more, fraction) => {
    const part = fractionOf(at(more));
    if (fraction === undefined) expect(part).toBeUndefined();
    else expect(part).toBeCloseTo(fraction);
  });
});
