import { expect, it } from 'vitest';
import type { KvmFacts } from '../../../adapters/host/kvm-facts.ts';
import { judgeKvm } from '../../../adapters/host/kvm-verdict.ts';

const at = new Date('2026-01-02T03:04:05Z');
const good: KvmFacts = {
  vendor: 'intel',
  cpuFlag: true,
  insideVm: false,
  device: 'opens',
  trial: 'ran',
  engineMayOpen: true,
};

it.each<[string, Partial<KvmFacts>, string]>([
  ['a guest ran', {}, 'works'],
  ['a guest ran, although the processor shows no flag', { cpuFlag: false }, 'works'],
  ['no flag and no device', { cpuFlag: false, device: 'absent', trial: null }, 'no-cpu-flag'],
  ['a flag, but no device', { device: 'absent', trial: null }, 'no-device'],
  ['a device that may not be opened', { device: 'denied', trial: null }, 'no-permission'],
  ['a guest ran, but guests run as another user', { engineMayOpen: false }, 'no-permission'],
  ['a guest stood still', { trial: 'never-ran', engineMayOpen: false }, 'dead'],
  ['a guest stood still, and no flag either', { trial: 'never-ran', cpuFlag: false }, 'dead'],
])('%s', (_, facts, expected) => {
  const verdict = judgeKvm({ ...good, ...facts }, at);
  expect(verdict).toMatchObject({ case: expected, usable: expected === 'works', checkedAt: at });
});

it('names what to switch on: the module and setting of the maker, or the machine below', () => {
  const remedy = (facts: Partial<KvmFacts>) => judgeKvm({ ...good, ...facts }, at).remedy;
  expect(remedy({ device: 'absent', trial: null }).en).toMatch(/modprobe kvm_intel.*VT-x/);
  expect(remedy({ device: 'absent', trial: null, vendor: 'amd' }).es).toMatch(/modprobe kvm_amd.*SVM/);
  const noFlag = { device: 'absent', trial: null, cpuFlag: false } as const;
  expect(remedy(noFlag).en).toMatch(/BIOS/);
  expect(remedy({ ...noFlag, insideVm: true }).en).toMatch(/nested/);
  expect(remedy({ trial: 'never-ran', insideVm: true }).es).toMatch(/anidada/);
});
