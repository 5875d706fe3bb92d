import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hypervisor } from '../../src/vm/hypervisor.ts';
import type { Power, Vm, VmRef } from '../../src/vm/vm.ts';
import { waitForAddress } from '../../src/vm/wait-for-address.ts';
import { PATIENCE_MS, patience } from '../support/patience.ts';
import { type LabNow, planOf } from './hypervisor-lab.ts';

/** The life of one machine, in order: every test leaves it as the next one needs it. */
export function powerContract(lab: LabNow): void {
  describe('the life of a machine', () => {
    let vm: Vm;
    beforeAll(async () => {
      vm = await lab().hypervisor.create(planOf('living'));
    });
    afterAll(async () => {
      await lab().hypervisor.remove(vm.ref);
    });
    const power = async (): Promise<Power | undefined> => (await lab().hypervisor.find('living'))?.power;

    test('off: has no address, no traffic, no log, and cannot be talked to', async () => {
      const { hypervisor } = lab();
      expect(await hypervisor.addresses(vm.ref)).toEqual([]);
      expect(await hypervisor.traffic(vm.ref)).toEqual({ sentPackets: 0, receivedPackets: 0 });
      expect(await hypervisor.startSigns(vm.ref)).toBeNull();
      expect(await told(hypervisor, vm.ref, 1000)).toBe('');
      for (const call of ['pause', 'resume', 'openSerial', 'openScreen', 'screenshot'] as const) {
        await expect(hypervisor[call](vm.ref), call).rejects.toMatchObject({ kind: 'wrong-state' });
      }
    });

    test('off: killed or shut down it is left alone', async () => {
      const { hypervisor } = lab();
      await hypervisor.kill(vm.ref);
      await hypervisor.shutdown(vm.ref);
      expect(await power()).toBe('off');
    });

    test('started, also twice at once, it runs', async () => {
      const { hypervisor } = lab();
      await Promise.all([hypervisor.start(vm.ref), hypervisor.start(vm.ref)]);
      await hypervisor.start(vm.ref);
      expect(await power()).toBe('running');
    });

    test('gets an address, by which the list knows it too', async () => {
      const { hypervisor } = lab();
      const addresses = await waitForAddress(hypervisor, vm.ref, PATIENCE_MS, patience());
      expect(addresses[0]).toMatchObject({ family: 'ipv4', source: 'lease' });
      const listed = (await hypervisor.list()).vms.find(({ ref }) => ref === vm.ref);
      expect(listed?.addresses[0]).toEqual(addresses[0]);
      const traffic = await hypervisor.traffic(vm.ref);
      expect(traffic?.sentPackets).toBeGreaterThan(0);
      expect(traffic?.receivedPackets).toBeGreaterThan(0);
    });

    test('tells the end of what it wrote on its console', async () => {
      const { hypervisor } = lab();
      const all = await told(hypervisor, vm.ref, 100_000);
      expect(all.length).toBeGreaterThan(20);
      expect((await hypervisor.consoleTail(vm.ref, 10)).length).toBeLessThanOrEqual(10);
      expect((await hypervisor.consoleTail(vm.ref, 0)).length).toBe(0);
      expect((await hypervisor.startSigns(vm.ref))?.lastWords ?? null).toBeNull();
    });

    test('listens on its serial console', async () => {
      const line = await lab().hypervisor.openSerial(vm.ref);
      const heard = hear(line, lab().echoed);
      // A guest that is still booting throws away what it hears.
      while (!(await Promise.race([heard.then(() => true), sleep(500, false)]))) {
        line.write('echo labvm-$((40+2))\r');
      }
      line.destroy();
    });

    test('shows a picture of its screen, also a small one', async () => {
      const { hypervisor } = lab();
      const whole = await hypervisor.screenshot(vm.ref);
      const small = await hypervisor.screenshot(vm.ref, { maxWidth: 36 });
      expect(small.width).toBe(36);
      for (const { png, width, height } of [whole, small]) {
        const read = PNG.sync.read(Buffer.from(png));
        expect([read.width, read.height]).toEqual([width, height]);
      }
      expect(Math.abs(small.height - (whole.height * 36) / whole.width)).toBeLessThanOrEqual(1);
    });

    test('reacts to keys', async () => {
      const { hypervisor } = lab();
      const before = Buffer.from((await hypervisor.screenshot(vm.ref)).png).toString('base64');
      const picture = async () => Buffer.from((await hypervisor.screenshot(vm.ref)).png).toString('base64');
      // a, b, c, Enter.
      for (const key of [30, 48, 46, 28]) await hypervisor.pressKeys(vm.ref, [key]);
      await expect.poll(picture).not.toBe(before);
    });

    test('shows its screen', async () => {
      const screen = await lab().hypervisor.openScreen(vm.ref);
      // The protocol's first words (RFC 6143, 7.1.1).
      await hear(screen, 'RFB 003.008\n');
      screen.destroy();
    });

    test('pauses and goes on', async () => {
      const { hypervisor } = lab();
      await hypervisor.pause(vm.ref);
      await hypervisor.pause(vm.ref);
      expect(await power()).toBe('paused');
      await expect(hypervisor.start(vm.ref)).rejects.toMatchObject({ kind: 'wrong-state' });
      await expect(hypervisor.shutdown(vm.ref)).rejects.toMatchObject({ kind: 'wrong-state' });
      await hypervisor.resume(vm.ref);
      await hypervisor.resume(vm.ref);
      expect(await power()).toBe('running');
    });

    test('shuts down when the power button is pressed', async () => {
      await shutDown(lab().hypervisor, vm.ref, power);
      expect(await power()).toBe('off');
    });

    test('started again it has no address before its guest asks for one', async () => {
      const { hypervisor } = lab();
      await hypervisor.start(vm.ref);
      expect(await power()).toBe('running');
      const ofThisStart = await told(hypervisor, vm.ref, 100_000, { sinceStart: true });
      const all = await told(hypervisor, vm.ref, 100_000);
      expect(all).toContain(ofThisStart);
      expect(ofThisStart.length).toBeLessThan(all.length);
    });

    test('killed, also twice, it is off', async () => {
      const { hypervisor } = lab();
      await hypervisor.kill(vm.ref);
      await hypervisor.kill(vm.ref);
      expect(await power()).toBe('off');
    });
  });

  test('a machine without a network card has no traffic', async () => {
    const { hypervisor } = lab();
    const hardware = { firmware: 'bios', diskBus: 'ide', nicModel: 'none' } as const;
    const vm = await hypervisor.create(planOf('alone', { hardware }));
    await hypervisor.start(vm.ref);
    expect(await hypervisor.traffic(vm.ref)).toBeNull();
    expect(await hypervisor.addresses(vm.ref)).toEqual([]);
    await hypervisor.remove(vm.ref);
  });
}

/** Presses the button until the guest listens: one that boots does not. */
async function shutDown(
  hypervisor: Hypervisor,
  ref: VmRef,
  power: () => Promise<Power | undefined>,
): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let turn = 0; (await power()) !== 'off' && performance.now() < giveUpAt; turn += 1) {
    if (turn % 20 === 0) await hypervisor.shutdown(ref);
    await sleep(100);
  }
}

async function hear(line: Duplex, wanted: string): Promise<void> {
  let heard = '';
  for await (const piece of line.iterator({ destroyOnReturn: false })) {
    heard += String(piece);
    if (heard.includes(wanted)) return;
  }
  throw new Error(`the line ended without ${JSON.stringify(wanted)}; it said ${JSON.stringify(heard)}`);
}

async function told(
  hypervisor: Hypervisor,
  ...asked: Parameters<Hypervisor['consoleTail']>
): Promise<string> {
  return Buffer.from(await hypervisor.consoleTail(...asked)).toString();
}
