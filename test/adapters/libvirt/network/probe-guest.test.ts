import { expect, test } from 'vitest';
import { isProbeGuest, probeGuestName } from '../../../../adapters/libvirt/network/probe-guest/name.ts';
import { probeGuestXml } from '../../../../adapters/libvirt/network/probe-guest/xml.ts';
import { isVmName } from '../../../../src/vm/name.ts';

const slot = { number: 77, tap: 'labtap77', mac: '52:54:00:96:00:4d', address: '192.168.150.77' };
const guest = {
  uuid: 'bc4b2a3a-6bd7-4d5b-bb0e-6a8ff2f8f6d2',
  network: 'labvm',
  slot,
  accelerated: false,
  limitsTranslation: true,
};

test('a probe guest has a card in a machine’s place, and nothing else', () => {
  expect(probeGuestXml(guest)).toMatchInlineSnapshot(
    `"<domain type="qemu"><name>labvm.probe-77</name><uuid>bc4b2a3a-6bd7-4d5b-bb0e-6a8ff2f8f6d2</uuid><memory unit="MiB">32</memory><vcpu>1</vcpu><os><type arch="x86_64" machine="pc">hvm</type><boot dev="network"/></os><features><acpi/><apic/><tcg><tb-cache unit="MiB">16</tb-cache></tcg></features><on_poweroff>destroy</on_poweroff><on_reboot>destroy</on_reboot><on_crash>destroy</on_crash><devices><controller type="usb" model="none"/><interface type="network"><mac address="52:54:00:96:00:4d"/><source network="labvm"/><target dev="labtap77"/><model type="virtio"/></interface><video><model type="none"/></video><memballoon model="none"/></devices></domain>"`,
  );
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
