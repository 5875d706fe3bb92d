import { expect, it } from 'vitest';
import { readCpu } from '../../../adapters/host/kvm-facts.ts';

const cpuinfo = (vendor: string, flags: string) =>
  `processor\t: 0\nvendor_id\t: ${vendor}\nmodel name\t: svm vmx 9000\nflags\t\t: ${flags}\n\nprocessor\t: 1\n`;

it.each([
  ['GenuineIntel', 'fpu vmx sse', { vendor: 'intel', cpuFlag: true, insideVm: false }],
  ['AuthenticAMD', 'fpu svm sse', { vendor: 'amd', cpuFlag: true, insideVm: false }],
  ['AuthenticAMD', 'fpu sse hypervisor', { vendor: 'amd', cpuFlag: false, insideVm: true }],
  ['HygonGenuine', 'fpu svm_lock', { vendor: 'other', cpuFlag: false, insideVm: false }],
])('reads the flags of %s: %s', (vendor, flags, expected) => {
  expect(readCpu(cpuinfo(vendor, flags), 'x64')).toEqual(expected);
});

it('expects no flag of an arm64 processor', () => {
  expect(readCpu('processor\t: 0\nFeatures\t: fp asimd\n', 'arm64')).toMatchObject({ cpuFlag: true });
});
