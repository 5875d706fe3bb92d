import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Guest, startGuest } from './support/guest.ts';
import { clone, tinyImages } from './support/image.ts';

let directory: string;
let guest: Guest;

beforeEach(async () => {
  directory = await mkdtemp(`${tmpdir()}/tiny-`);
});

afterEach(async () => {
  await guest?.kill();
  await rm(directory, { recursive: true, force: true });
});

it('boots as a live CD, with an old card and the name of the SMBIOS serial', async () => {
  const { iso } = await tinyImages();
  const devices = ['-cdrom', iso, '-smbios', 'type=1,serial=ds=nocloud;;h=livecd'];
  guest = await startGuest({ directory, card: 'rtl8139', devices });
  expect(await guest.line(/tiny: .*ready/)).toMatch(/, name livecd$/);
  const response = await fetch(`http://127.0.0.1:${guest.httpPort}/`);
  expect(await response.text()).toContain('<h1>livecd</h1>');
});

it('says that it has no network card, takes one that is plugged in, its name from fw_cfg, and reports a panic', async () => {
  const { disk } = await tinyImages();
  const drive = ['-drive', `file=${await clone(disk, `${directory}/disk.qcow2`)},if=virtio`];
  const name = ['-fw_cfg', 'name=opt/labvm/hostname,string=plugged'];
  guest = await startGuest({ directory, card: null, devices: [...drive, ...name, '-device', 'pvpanic'] });
  await guest.line(/no network card/);
  await guest.line(/plugged, no address yet/);
  await guest.monitor('device_add', { driver: 'virtio-net-pci', netdev: 'net', id: 'card', romfile: '' });
  expect(await guest.line(/tiny: .*ready/)).toMatch(/, name plugged$/);

  // QEMU ends a machine whose kernel reports its panic by way of the device pvpanic.
  guest.type('echo c >/proc/sysrq-trigger\n');
  await guest.line(/Kernel panic/);
  await guest.off;
});
