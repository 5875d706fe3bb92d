import { expect, test } from 'vitest';
import { footprintMiB, translationCacheMiB } from '../../../src/host/footprint.ts';

test('a machine that does not run takes nothing', () => {
  expect(footprintMiB(0, 'none')).toBe(0);
  expect(footprintMiB(0, 'kvm')).toBe(0);
});

test('a machine takes more than its guest’s memory, and an emulated one what its translation cache may grow to', () => {
  for (const memoryMiB of [64, 128, 1000, 4096, 65_536]) {
    const onKvm = footprintMiB(memoryMiB, 'kvm');
    expect(onKvm).toBeGreaterThan(memoryMiB);
    expect(footprintMiB(memoryMiB, 'none')).toBeGreaterThanOrEqual(onKvm + translationCacheMiB(memoryMiB));
  }
});

test('the cache grows with the guest, within bounds, in whole MiB', () => {
  expect([1, 128, 130, 300, 2048, 65_536].map(translationCacheMiB)).toEqual([32, 32, 33, 75, 512, 512]);
});
