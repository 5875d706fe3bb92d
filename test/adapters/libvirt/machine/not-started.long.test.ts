import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LibvirtHypervisor } from '../../../../adapters/libvirt/hypervisor.ts';
import type { HostImage } from '../../../../src/image/host-image.ts';
import { whyNoAddress } from '../../../../src/vm/diagnose.ts';
import type { Hardware } from '../../../../src/vm/plan.ts';
import type { Vm } from '../../../../src/vm/vm.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { liveLab } from '../../../contract/live-lab.ts';
import { eventually } from '../../../support/eventually.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { type DiscOptions, discOf, EFI, X86 } from '../../../support/sectors.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

/** Machines that start no system, on the firmwares that QEMU has. */

const lab = liveLab();
const hypervisor = lab.open();
const inPool = lab.open({ consoles: 'pool' });
afterAll(async () => {
  for (const id of Object.keys(DISCS)) await hypervisor.removeImage(id);
  await Promise.all([hypervisor.close(), inPool.close()]);
});

/** Writes what stands behind it on the serial console (`lodsb`, `out` to 0x3f8, until a zero), and halts. */
const TALKS = Buffer.concat([
  Buffer.from('e800005e83c616baf8032eac84c07403eeebf7faf4ebfc9090', 'hex'),
  Buffer.from('started\r\n\0', 'latin1'),
]);

const DISCS: Readonly<Record<string, DiscOptions>> = {
  'starts-nothing': {},
  'starts-bios': { entries: [{ platform: X86 }], program: TALKS },
  'starts-uefi': { entries: [{ platform: EFI }] },
};

async function take(id: string, bytes: Buffer): Promise<HostImage | undefined> {
  const intake = await hypervisor.receiveImage(id);
  await intake.write(bytes);
  const found = await intake.inspect();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await intake.keep({ ...found, id, sizeBytes: bytes.length, sha256, origin: null, declared: null });
  return (await hypervisor.images()).find((image) => image.id === id);
}

const boots: Record<string, HostImage['boots']> = {};
beforeAll(async () => {
  for (const [id, disc] of Object.entries(DISCS)) boots[id] = (await take(id, discOf(disc)))?.boots;
});

/** A machine without a disk that starts from a disc, if it can. */
async function started(
  name: string,
  image: string,
  firmware: Hardware['firmware'],
  on = hypervisor,
): Promise<Vm> {
  const hardware = { firmware, diskBus: 'virtio', nicModel: 'virtio' } as const;
  const spec = { cpus: 1, memoryMiB: firmware === 'uefi' ? 192 : 64, diskGiB: 0 };
  const vm = await on.create({ ...planOf(name, { hardware }), image, spec, medium: 'live', firstBoot: null });
  await on.start(vm.ref);
  return vm;
}

/** Why a machine has no address, as soon as that is more than that it may be booting. */
async function reasonOf(name: string) {
  const why = async () => {
    const vm = await hypervisor.find(name);
    if (!vm) throw new Error(`${name} is gone`);
    const { reason, hint } = await whyNoAddress(hypervisor, vm);
    return { reason, hint };
  };
  const isTold = ({ reason }: Awaited<ReturnType<typeof why>>) => !reason.en.includes('still booting');
  return eventually(`the reason of ${name}`, why, isTold, 2 * PATIENCE_MS);
}

test('what a disc starts with is kept with the image', () => {
  expect(boots).toEqual({
    'starts-nothing': { bios: false, uefi: false },
    'starts-bios': { bios: true, uefi: false },
    'starts-uefi': { bios: false, uefi: true },
  });
});

test('a machine that found no system is told as that, and not as one that is still booting', async () => {
  const machines = await Promise.all([
    started('unstarted-1', 'starts-uefi', 'bios'),
    started('unstarted-2', 'starts-bios', 'uefi'),
    started('unstarted-3', 'starts-bios', 'bios'),
  ]);
  const [bios, uefi, halted] = await Promise.all(['unstarted-1', 'unstarted-2', 'unstarted-3'].map(reasonOf));
  const remedy = (name: string, other: string, label: string) => ({
    en: `Insert a bootable disc (/cd insert ${name}), then /vm restart ${name}; or create the machine again with --firmware ${other}, if its system needs ${label}.`,
    es: `Meta un disco de arranque (/cd insert ${name}) y después /vm restart ${name}; o cree la máquina de nuevo con --firmware ${other}, si su sistema necesita ${label}.`,
  });
  expect(bios).toEqual({
    reason: {
      en: 'unstarted-1 seems to have found no system to start: its firmware (BIOS) says “No bootable device”.',
      es: 'Parece que unstarted-1 no ha encontrado ningún sistema que arrancar: su firmware (BIOS) dice «No bootable device».',
    },
    hint: remedy('unstarted-1', 'uefi', 'UEFI'),
  });
  expect(uefi).toEqual({
    reason: {
      en: 'unstarted-2 seems to have found no system to start: its firmware (UEFI) says “UEFI Interactive Shell”.',
      es: 'Parece que unstarted-2 no ha encontrado ningún sistema que arrancar: su firmware (UEFI) dice «UEFI Interactive Shell».',
    },
    hint: remedy('unstarted-2', 'bios', 'BIOS'),
  });
  expect(halted?.reason.en).toMatch(
    /^unstarted-3 does not seem to have started a system: since it was switched on, it has read only \d+ KiB from its disks, and now it is waiting\.$/,
  );
  expect(halted?.reason.es).toMatch(
    /^Parece que unstarted-3 no ha arrancado ningún sistema: desde que se encendió solo ha leído \d+ KiB de sus discos, y ahora está esperando\.$/,
  );
  for (const sentence of [bios?.reason.en, uefi?.reason.en]) {
    expect(troubleDoc).toContain(sentence?.replace(/^unstarted-\d/, 'web1'));
  }
  await Promise.all(machines.map(({ ref }) => hypervisor.remove(ref)));
});

test('a console is told from the last start on, in the folder of root’s and in the pool', async () => {
  await Promise.all([hypervisor, inPool].map((on, index) => talksOfThisBoot(`talks-${index}`, on)));
});

async function talksOfThisBoot(name: string, on: LibvirtHypervisor): Promise<void> {
  const vm = await started(name, 'starts-bios', 'bios', on);
  const said = async (sinceStart: boolean) =>
    Buffer.from(await on.consoleTail(vm.ref, 4096, { sinceStart }))
      .toString()
      .match(/started/g)?.length ?? 0;
  const boots = async (count: number) => {
    await eventually(
      `${count} starts of ${name}`,
      () => said(false),
      (times) => times === count,
    );
    expect(await said(true)).toBe(1);
  };
  await boots(1);
  await on.kill(vm.ref);
  // What it said last is what a machine that is off is asked for.
  expect(await said(true)).toBe(1);
  await on.start(vm.ref);
  expect(await said(true)).toBeLessThan(2);
  await boots(2);
  await on.remove(vm.ref);
}
