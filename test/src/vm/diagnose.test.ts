import { describe, expect, it } from 'vitest';
import { whyNoAddress } from '../../../src/vm/diagnose.ts';
import type { Hardware } from '../../../src/vm/plan.ts';
import { hostError } from '../../fakes/host-error.ts';
import { createFakeHypervisor } from '../../fakes/hypervisor.ts';

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
    expect(console).toBe('');
  });

  it('says that the guest sends packets, and nobody lends it an address', async () => {
    const { machine, diagnose } = await silentMachine();
    machine.sentPackets = 7;
    const { reason } = await diagnose();
    expect(reason.en).toContain('has sent 7 packets');
    expect(reason.es).toContain('7 paquetes');
  });
});
