import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { say } from '../../../../src/base/text.ts';
import { withRules } from '../../../e2e/support/hostile/scene.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { expectTold, lab, openBed, restartLibvirtd, SHORT_MS } from './support/bed.ts';

/* What goes wrong with an everyday network and takes a restart of libvirt to mend, as network.live.test.ts. */

const bed = openBed();
const { look, one, wayOut } = bed;
afterAll(bed.close);

describe('the network', () => {
  it('without its dnsmasq lends nothing, also for a labvm that is not root', async () => {
    process.kill(Number(await readFile('/run/libvirt/network/labvm.pid', 'utf8')), 'SIGKILL');
    const gone = [
      /the DHCP server .dnsmasq. is not running/,
      /el servidor DHCP .dnsmasq. no está/,
      /restart libvirtd/,
    ] as const;
    await expect
      .poll(() => one('lease', { patienceMs: SHORT_MS }).then(({ detail }) => say(detail, 'en')))
      .toMatch(gone[0]);
    expectTold(await one('lease', { patienceMs: SHORT_MS }), ...gone);
    expectTold(await one('lease', { isRoot: false }), ...gone);
    // Its remedy is one.
    await restartLibvirtd();
    await expect.poll(() => one('lease').then(({ state }) => state), { timeout: PATIENCE_MS }).toBe('good');
  });

  it('after a reload of the firewall lets packets out that nobody can answer', async () => {
    await execa('nft', ['flush', 'ruleset']);
    expectTold(
      await wayOut(),
      /the machines’ own addresses/,
      /con la dirección de cada máquina/,
      /restart libvirtd/,
    );
    await restartLibvirtd();
    await withRules();
    await expect.poll(() => wayOut().then(({ state }) => state), { timeout: PATIENCE_MS }).toBe('warning');
  });

  it('is told as switched off', async () => {
    await lab.virsh('net-destroy', 'labvm');
    try {
      const off = await one('network');
      expectTold(off, /labvm is switched off/, /labvm está desactivada/, /scripts\/setup\.sh/);
      expect([await look('lease'), await look('addresses')]).toEqual([[], []]);
    } finally {
      await lab.virsh('net-start', 'labvm');
      await withRules();
      // The cards of machines that run come back with it.
      await restartLibvirtd();
    }
    await expect
      .poll(() => one('network').then(({ state }) => state, String), { timeout: PATIENCE_MS })
      .toBe('good');
  });
});
