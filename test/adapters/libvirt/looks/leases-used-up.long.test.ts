import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { askForAddress } from '../../../../adapters/libvirt/network/probe/lease.ts';
import { openWire } from '../../../../adapters/libvirt/network/probe/wire.ts';
import { openHost } from '../../../../scripts/setup/open-host.ts';
import { withRules } from '../../../e2e/support/hostile/scene.ts';
import { PATIENCE_MS, patience } from '../../../support/patience.ts';
import { BRIDGE, lab, openBed, programs, restartLibvirtd, SHORT_MS, words } from './support/bed.ts';

const host = openHost();
const bed = openBed();
const { one } = bed;
afterAll(bed.close);

/** Where libvirt keeps the leases of the network: dnsmasq does not start with more of them than its range has. */
const LEASES = `/var/lib/libvirt/dnsmasq/${BRIDGE}.status`;

it('a network without slots says when every address is lent', async () => {
  const xml = await lab.virsh('net-dumpxml', 'labvm');
  const range = '<range start="192.168.150.240" end="192.168.150.241"/>';
  const lent = await readFile(LEASES, 'utf8').catch(() => '');
  const outside = { host: '198.18.78.0', there: '198.18.78.1' };
  let wire: Awaited<ReturnType<typeof openWire>> | null = null;
  await lab.virsh('net-destroy', 'labvm');
  try {
    await rm(LEASES, { force: true });
    await host.virsh.withXml(xml.replace(/<dhcp>[\s\S]*<\/dhcp>/, `<dhcp>${range}</dhcp>`), 'net-define');
    await lab.virsh('net-start', 'labvm');
    wire = await openWire({ programs, bridge: BRIDGE, id: '78', outside }, patience());
    // One more than there are: a machine that runs may hold one already.
    const outcomes: string[] = [];
    for (const mac of ['02:00:00:00:00:77', '02:00:00:00:00:78', '02:00:00:00:00:79']) {
      const { outcome } = await askForAddress({ wire, mac, patienceMs: 4 * SHORT_MS }, patience());
      outcomes.push(outcome.kind);
    }
    expect(outcomes[0]).toBe('lent');
    expect(outcomes.at(-1)).not.toBe('lent');
    await expect
      .poll(() => one('addresses').then(({ state }) => state), { timeout: PATIENCE_MS })
      .toBe('bad');
    expect(words(await one('addresses')).remedy?.[0]).toMatch(/taken until its lease ends/);
    const lease = await one('lease', { patienceMs: SHORT_MS });
    expect(words(lease)).toMatchObject({ state: 'warning', en: expect.stringMatching(/not tested/) });
  } finally {
    await wire?.close();
    await lab.virsh('net-destroy', 'labvm').catch(() => undefined);
    await writeFile(LEASES, lent);
    await host.virsh.withXml(xml, 'net-define');
    await lab.virsh('net-start', 'labvm');
    await withRules();
    // The cards of machines that run come back with it.
    await restartLibvirtd();
  }
  await expect
    .poll(
      () =>
        one('lease')
          .then(({ state }) => state)
          .catch(String),
      { timeout: PATIENCE_MS },
    )
    .toBe('good');
});
