import { describe, expect, it } from 'vitest';
import { whyNoAddress } from '../../../src/vm/diagnose.ts';
import type { Hardware } from '../../../src/vm/plan.ts';
import { hostError } from '../../fakes/host-error.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

const HARDWARE: Hardware = { firmware: 'bios', diskBus: 'virtio', nicModel: 'virtio' };

/** A machine whose guest never asks for an address. */
async function silentMachine(hardware = HARDWARE) {
  const hypervisor = createFakeHypervisor();
  hypervisor.world.guests.bootMs = Number.POSITIVE_INFINITY;
  const plan = {
    requestId: 'r1',
    name: 'web1',
    owner: 'terminal:local',
    image: 'tiny',
    spec: { cpus: 1, memoryMiB: 128, diskGiB: 1 },
    hardware,
    createdAt: new Date(),
  };
  const { ref } = await hypervisor.create(plan);
  await hypervisor.start(ref);
  const diagnose = async () => {
    const vm = await hypervisor.find('web1');
    if (!vm) throw new Error('web1 is gone');
    return whyNoAddress(hypervisor, vm);
  };
  return { hypervisor, ref, machine: hypervisor.world.machine('web1'), diagnose };
}

describe('whyNoAddress', () => {
  it('says that the machine does not run, and how', async () => {
    const { hypervisor, ref, diagnose } = await silentMachine();
    await hypervisor.kill(ref);
    const { reason, hint, console } = await diagnose();
    expect(reason.en).toBe('web1 has no address because it is not running (off).');
    expect(hint.en).toContain('/vm start web1');
    expect(console).toBeNull();
  });

  it('says that it has no network card', async () => {
    const { diagnose } = await silentMachine({ ...HARDWARE, nicModel: 'none' });
    expect((await diagnose()).reason.en).toContain('no network card');
  });

  it('says that the guest has not sent a packet, with what its console said last', async () => {
    const { machine, diagnose } = await silentMachine();
    machine.sentPackets = 0;
    machine.console = `${'\n\u001b[31mline\u001b[0m'.repeat(30)}\r\nthe last line\n`;
    const { reason, console } = await diagnose();
    expect(reason.en).toContain('has not sent a single packet');
    expect(console?.split('\n')).toEqual(['line', 'line', 'line', 'line', 'line', 'the last line']);
  });

  it('says so, too, where the console cannot be read', async () => {
    const { hypervisor, machine, diagnose } = await silentMachine();
    machine.sentPackets = 0;
    hypervisor.fail({ call: 'consoleTail', error: hostError('unreachable', 'It is root’s.') });
    const { reason, console } = await diagnose();
    expect(reason.en).toContain('has not sent a single packet');
    expect(console).toBeNull();
  });

  it.each([
    [
      { readBytes: 512, isWaiting: true, lastWords: 'No bootable device.' },
      'web1 seems to have found no system to start: its firmware (BIOS) says “No bootable device”.',
      'Parece que web1 no ha encontrado ningún sistema que arrancar: su firmware (BIOS) dice «No bootable device».',
    ],
    [
      { readBytes: 10_240, isWaiting: true, lastWords: null },
      'web1 does not seem to have started a system: since it was switched on, it has read only 10 KiB from its disks, and now it is waiting.',
      'Parece que web1 no ha arrancado ningún sistema: desde que se encendió solo ha leído 10 KiB de sus discos, y ahora está esperando.',
    ],
  ])('says that no system was started: %j', async (signs, en, es) => {
    const { machine, diagnose } = await silentMachine();
    Object.assign(machine, { sentPackets: 0, startSigns: signs });
    const { reason, hint } = await diagnose();
    expect(reason).toEqual({ en, es });
    expect(hint.en).toContain('/cd insert web1');
    expect(hint.en).toContain('--firmware uefi');
    expect(troubleDoc).toContain(en);
  });

  it('says of a machine without a card that it started no system, and not that it has none', async () => {
    const { machine, diagnose } = await silentMachine({ ...HARDWARE, nicModel: 'none' });
    machine.startSigns = { readBytes: 512, isWaiting: true, lastWords: null };
    expect((await diagnose()).reason.en).toContain('does not seem to have started a system');
  });

  it.each([
    ['has read a system', { readBytes: 9_000_000, isWaiting: true, lastWords: null }, 0],
    ['is at work', { readBytes: 512, isWaiting: false, lastWords: null }, 0],
    ['has sent packets', { readBytes: 512, isWaiting: true, lastWords: 'No bootable device.' }, 3],
    ['cannot be looked at', null, 0],
  ])('does not say so of one that %s', async (_what, startSigns, sentPackets) => {
    const { machine, diagnose } = await silentMachine();
    Object.assign(machine, { sentPackets, startSigns });
    expect((await diagnose()).reason.en).toContain('has no DHCP lease');
  });

  it('does not say so where the host refuses to be asked', async () => {
    const { hypervisor, diagnose } = await silentMachine();
    hypervisor.fail({ call: 'startSigns', error: hostError('failed') });
    expect((await diagnose()).reason.en).toContain('has no DHCP lease');
  });

  it('says that the guest sends packets, and nobody lends it an address', async () => {
    const { machine, diagnose } = await silentMachine();
    machine.sentPackets = 7;
    const { reason } = await diagnose();
    expect(reason.en).toContain('has sent 7 packets');
    expect(reason.es).toContain('7 paquetes');
  });
});
