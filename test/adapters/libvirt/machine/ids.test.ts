import { expect, test } from 'vitest';
import {
  consoleVolume,
  diskVolume,
  isConsoleLog,
  macOf,
  uuidOf,
  volumePrefix,
} from '../../../../adapters/libvirt/machine/ids.ts';

test('a request always has the same UUID, of version 5, and another one has another', () => {
  // Machines that exist are found again by it: it must never change.
  expect(uuidOf('job-1')).toBe('56825fdf-625e-5a5c-a13b-32c00b49cff5');
  expect(uuidOf('job-2')).not.toBe(uuidOf('job-1'));
  expect(uuidOf('../../etc/passwd')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('a MAC address is in the range of QEMU and different at the next attempt', () => {
  expect(macOf('job-1')).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
  expect(macOf('job-1')).toBe(macOf('job-1', 0));
  expect(macOf('job-1', 1)).not.toBe(macOf('job-1'));
});

test('the volumes of a machine begin like no other machine’s', () => {
  const uuid = uuidOf('job-1');
  expect([diskVolume(uuid), consoleVolume(uuid)]).toEqual([`vm-${uuid}.qcow2`, `vm-${uuid}.log`]);
  expect(diskVolume(uuid).startsWith(volumePrefix(uuid))).toBe(true);
});

test('the log of a console and what was put aside of it are known by their names', () => {
  const uuid = uuidOf('job-1');
  const log = consoleVolume(uuid);
  for (const name of [log, `${log}.0`, `${log}.12`]) expect(isConsoleLog(name, uuid), name).toBe(true);
  for (const name of [
    `${log}.`,
    `${log}.0.0`,
    `${log}0`,
    `x${log}`,
    diskVolume(uuid),
    consoleVolume('other'),
  ])
    expect(isConsoleLog(name, uuid), name).toBe(false);
});
