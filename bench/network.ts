import { execa } from 'execa';
import { type NetworkSlot, readSlots } from '../adapters/libvirt/network/network-slots.ts';
import { loadRules } from '../adapters/libvirt/network/rules/index.ts';
import { writeXml } from '../adapters/libvirt/xml.ts';
import { createPrograms } from '../adapters/program/index.ts';
import { openVirsh, type Virsh } from '../scripts/setup/virsh.ts';
import { alternate, type Figure, median, spread } from './measure.ts';

const programs = createPrograms();

/** What a machine's start may cost more because of the network's slots and rules, in milliseconds. */
const MOST_MORE_MS = 50;

/**
 * What libvirt's start of a machine takes with the rules loaded and the card in a slot, against the same machine on
 * the same network without either. The machines stay paused: what is measured is the host's part.
 */
export async function benchNetwork(socket: string, rounds: number): Promise<readonly Figure[]> {
  const virsh = openVirsh(socket);
  const slots = readSlots(await virsh.run('net-dumpxml', 'labvm')) ?? [];
  const figures: Figure[] = [];
  for (const count of [1, 10]) {
    // From the end, where no other machine of the lab is.
    const taken = slots.slice(-count);
    const found = await alternate(
      rounds,
      async () => {
        await loadRules(programs);
        return startAll(virsh, taken);
      },
      async () => {
        for (const family of ['bridge', 'inet'])
          await execa('nft', ['delete', 'table', family, 'labvm'], { reject: false });
        return startAll(
          virsh,
          Array.from({ length: count }, () => null),
        );
      },
    );
    const more = median(found.ours) - median(found.theirs);
    figures.push({
      name: `start of ${count} at once, with slots and rules`,
      value: spread(found.ours),
      against: spread(found.theirs),
      ratio: median(found.ours) / median(found.theirs),
      aim: `≤ ${MOST_MORE_MS} ms more`,
      met: more <= MOST_MORE_MS,
    });
  }
  await loadRules(programs);
  return figures;
}

/** @returns from the first order to the last machine's start, in milliseconds */
async function startAll(virsh: Virsh, cards: readonly (NetworkSlot | null)[]): Promise<number> {
  const names = cards.map((_, index) => `bench-network-${index}`);
  for (const [index, slot] of cards.entries())
    await virsh.withXml(definition(names[index] ?? '', slot), 'define');
  const startedAt = performance.now();
  await Promise.all(names.map((name) => virsh.run('start', '--paused', name)));
  const took = performance.now() - startedAt;
  for (const name of names) {
    await virsh.run('destroy', name);
    await virsh.run('undefine', name);
  }
  return took;
}

function definition(name: string, slot: NetworkSlot | null): string {
  const place = slot === null ? {} : { mac: { '@address': slot.mac }, target: { '@dev': slot.tap } };
  return writeXml({
    domain: {
      '@type': 'qemu',
      name,
      memory: { '@unit': 'MiB', '#text': '32' },
      os: { type: { '@arch': 'x86_64', '#text': 'hvm' } },
      devices: {
        interface: {
          '@type': 'network',
          ...place,
          source: { '@network': 'labvm' },
          model: { '@type': 'virtio' },
        },
      },
    },
  });
}
