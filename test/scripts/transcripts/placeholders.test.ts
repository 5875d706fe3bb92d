import { describe, expect, it } from 'vitest';
import { withPlaceholders } from '../../../scripts/transcripts/placeholders.ts';

describe('what differs from run to run', () => {
  it.each([
    ['Address: 192.168.150.70', 'Address: ‹address›'],
    ['at http://127.0.0.1:43211/.', 'at http://127.0.0.1:‹port›/.'],
    ['● Address: 2 s', '● Address: ‹n› s'],
    ['Job 7kq2m0x4za, since 2026-11-28 02:03', 'Job ‹id›, since ‹time›'],
    ['waits <t:1795831000:R>', 'waits ‹time›'],
    ['QEMU 7.2.19, libvirt 9.0.0', 'QEMU ‹version›, libvirt ‹version›'],
    ['in 345678901234567890', 'in ‹id›'],
    ['Host: lab1, QEMU 7.2.19', 'Host: ‹host›, QEMU ‹version›'],
    [
      'Host: lab1, QEMU 7.2.19, libvirt 9.0.0, with KVM.',
      'Host: ‹host›, QEMU ‹version›, libvirt ‹version›, ‹KVM›.',
    ],
    [
      'Anfitrión: lab1, QEMU 8.2.0, libvirt 10.0.0, sin KVM: las máquinas se emulan.',
      'Anfitrión: ‹host›, QEMU ‹version›, libvirt ‹version›, ‹KVM›.',
    ],
    ['192.168.150.70  tiny', '‹address›       tiny'],
  ])('%s', (text, stable) => {
    expect(withPlaceholders(text)).toBe(stable);
  });

  it.each([
    '128 MiB of memory, 1 GiB of disk',
    'web1 is running',
    'everything is terminated',
    'tinycore 15.0',
  ])('and not: %s', (text) => {
    expect(withPlaceholders(text)).toBe(text);
  });
});
