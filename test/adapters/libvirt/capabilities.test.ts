import { expect, test } from 'vitest';
import { offersKvm, offersUefi } from '../../../adapters/libvirt/capabilities.ts';

const host = (...types: readonly string[]) =>
  `<capabilities><guest><arch name="i686"><domain type="kvm"/></arch></guest><guest><arch name="x86_64">${types
    .map((type) => `<domain type="${type}"/>`)
    .join('')}</arch></guest></capabilities>`;

test('KVM is there where libvirt offers it for this architecture', () => {
  expect(offersKvm(host('qemu', 'kvm'))).toBe(true);
  expect(offersKvm(host('kvm'))).toBe(true);
  expect(offersKvm(host('qemu'))).toBe(false);
  expect(offersKvm('<capabilities/>')).toBe(false);
});

test('UEFI is there where libvirt found a firmware for it', () => {
  const os = (values: string) =>
    `<domainCapabilities><os supported="yes"><enum name="firmware">${values}</enum><loader><enum name="type"><value>efi</value></enum></loader></os></domainCapabilities>`;
  expect(offersUefi(os('<value>bios</value><value>efi</value>'))).toBe(true);
  expect(offersUefi(os('<value>efi</value>'))).toBe(true);
  expect(offersUefi(os(''))).toBe(false);
});
