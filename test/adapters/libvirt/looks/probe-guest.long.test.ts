import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../../../support/patience.ts';
import { expectTold, lab, openBed, SHORT_MS, words } from './support/bed.ts';

/* How a labvm that is not root tries the network: a guest without anything asks for an address. */

const bed = openBed();
afterAll(bed.close);

const one = (changes = {}) => bed.one('lease', { isRoot: false, ...changes });
const domains = () => lab.virsh('list', '--all', '--name');
const dnsmasq = async () => Number(await readFile('/run/libvirt/network/labvm.pid', 'utf8'));

async function expectNothingLeft(): Promise<void> {
  await expect.poll(domains, { timeout: PATIENCE_MS }).not.toContain('labvm.probe');
  expect((await execa('ip', ['-br', 'link'])).stdout).not.toContain('labtap25');
  expect(await lab.virsh('vol-list', 'labvm')).not.toContain('probe');
}

describe('a probe guest', () => {
  it('is lent an address, and nothing of it is left', async () => {
    expect(words(await one())).toMatchObject({
      state: 'good',
      en: expect.stringMatching(/^192\.168\.150\.2\d\d was given to a probe guest$/),
      es: expect.stringMatching(/^192\.168\.150\.2\d\d se asignó a una máquina de prueba$/),
    });
    await expectNothingLeft();
  });

  it('whose firmware has not asked when the report is due is no finding about the network', async () => {
    const late = [
      /had not asked for an address yet/,
      /no había pedido ninguna dirección/,
      /is less busy|menos ocupado/,
    ] as const;
    expectTold(await one({ guestMs: 1 }), ...late, 'warning');
    await expectNothingLeft();
  });

  it('is nobody’s machine, hears nothing of a server that is frozen, and ends with a labvm that is killed', async () => {
    const server = await dnsmasq();
    process.kill(server, 'SIGSTOP');
    const desk = lab.open();
    const watching = new AbortController();
    const changes: unknown[] = [];
    try {
      void (async () => {
        for await (const change of desk.watch(watching.signal)) changes.push(change);
      })();
      await desk.list();
      const other = execa(
        process.execPath,
        [new URL('./support/holding-guest.ts', import.meta.url).pathname],
        { reject: false, stdin: 'ignore' },
      );
      await expect.poll(domains, { timeout: PATIENCE_MS }).toContain('labvm.probe');
      const { vms, foreignNames, foreignMemoryMiB } = await desk.list();
      expect({ foreignNames, foreignMemoryMiB }).toEqual({ foreignNames: [], foreignMemoryMiB: 0 });
      expect(vms.filter(({ name }) => name.includes('probe'))).toEqual([]);
      // A second one beside it, in another place.
      const silence = [
        /A probe guest asked .* got no answer/,
        /no obtuvo respuesta/,
        /nft list ruleset/,
      ] as const;
      expectTold(await one({ patienceMs: SHORT_MS }), ...silence);
      expect(await domains()).toContain('labvm.probe');
      other.kill('SIGKILL');
      await other;
      await expectNothingLeft();
      expect(changes).toEqual([]);
    } finally {
      process.kill(server, 'SIGCONT');
      watching.abort();
      await desk.close();
    }
  });

  it('cannot ask without the card’s program, which is said', async () => {
    const folder = '/usr/lib/ipxe/qemu';
    await execa('mount', ['-t', 'tmpfs', 'tmpfs', folder]);
    try {
      expectTold(
        await one(),
        /lacks the network boot program/,
        /falta el programa de arranque por red/,
        /ipxe-qemu/,
        'warning',
      );
    } finally {
      await execa('umount', [folder]);
    }
  });
});
