import { expect, test } from 'vitest';
import { isProbeGuest, probeGuestName } from '../../../adapters/libvirt/probe-guest/name.ts';
import { probeGuestXml } from '../../../adapters/libvirt/probe-guest/xml.ts';
import { isVmName } from '../../../src/vm/name.ts';

const slot = { number: 77, tap: 'labtap77', mac: '52:54:00:96:00:4d', address: '192.168.150.77' };
const guest = {
  uuid: 'bc4b2a3a-6bd7-4d5b-bb0e-6a8ff2f8f6d2',
  network: 'labvm',
  slot,
  accelerated: false,
  limitsTranslation: true,
};

test('a probe guest has a card in a machine’s place, and nothing else', () => {
  expect(probeGuestXml(guest)).toMatchInlineSnapshot();
});

test('a probe guest’s translation cache is limited where there is one, and libvirt can', () => {
  expect(probeGuestXml({ ...guest, limitsTranslation: false })).not.toContain('tcg');
  const accelerated = probeGuestXml({ ...guest, accelerated: true });
  expect(accelerated).not.toContain('tcg');
  expect(accelerated).toContain('<domain type="kvm">');
});

test('a probe guest’s name is no machine’s', () => {
  expect(isVmName(probeGuestName(slot))).toBe(false);
  expect(isProbeGuest(probeGuestName(slot))).toBe(true);
  expect(isProbeGuest('labvm-probe-77')).toBe(false);
});
