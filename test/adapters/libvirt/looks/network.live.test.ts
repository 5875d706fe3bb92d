import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { readSlots } from '../../../../adapters/libvirt/network/network-slots.ts';
import { openWire } from '../../../../adapters/libvirt/network/probe/wire.ts';
import { say } from '../../../../src/base/text.ts';
import { arp, BROADCAST, ethernet, TYPE } from '../../../e2e/support/hostile/frames.ts';
import { openPort } from '../../../e2e/support/hostile/port.ts';
import { bridgeGateway, slotNumbered } from '../../../e2e/support/hostile/scene.ts';
import { PATIENCE_MS, patience } from '../../../support/patience.ts';
import { BRIDGE, expectTold, lab, openBed, programs, SHORT_MS, words } from './support/bed.ts';

/* What goes wrong with an everyday network, brought about for real, and what doctor says of it. */

const bed = openBed();
const { look, one, wayOut, machines } = bed;
afterAll(bed.close);

const leases = () => lab.virsh('net-dhcp-leases', 'labvm');
const cards = async () => (await execa('ip', ['-br', 'link'])).stdout;

describe('the network', () => {
  it('lends a probe an address, lets a packet out and its answer in, and keeps nothing of the probe', async () => {
    await execa('ip', ['route', 'add', 'default', 'dev', BRIDGE]);
    try {
      expect(await look('lease')).toMatchObject([
        {
          name: 'lease',
          state: 'good',
          detail: { en: expect.stringMatching(/^192\.168\.150\.\d+ was given/) },
        },
        { name: 'way-out', state: 'good', detail: { en: expect.stringMatching(/under the host’s address/) } },
      ]);
    } finally {
      await execa('ip', ['route', 'delete', 'default', 'dev', BRIDGE]);
    }
    await expect.poll(cards).not.toMatch(/labprobe|labout/);
    const { stdout } = await execa('ip', ['-j', 'address']);
    expect(stdout).not.toContain('198.18.');
    const macs = (await machines()).flatMap(({ definition }) => definition.macs);
    const strangers = async () =>
      (await leases())
        .split('\n')
        .filter((line) => line.includes('52:54') && !macs.some((mac) => line.includes(mac)));
    await expect.poll(strangers, { timeout: PATIENCE_MS }).toEqual([]);
  });

  it('says where the host itself leads nowhere', async () => {
    expectTold(await wayOut(), /no default route/, /sin ruta por defecto/, /ip route/, 'warning');
  });

  it('is probed by several at once, who do not hurt each other', async () => {
    const all = await Promise.all([look('lease'), look('lease'), look('lease')]);
    expect(
      all.map((checks) => checks.map(({ detail }) => say(detail, 'en').replace(/^[\d.]+/, '…'))),
    ).toEqual(
      Array.from({ length: 3 }, () => [
        '… was given to a probe and returned',
        expect.stringMatching(/forwards its machines’ packets/),
      ]),
    );
  });

  it('has nothing left of a probe whose labvm was killed', async () => {
    const node = execa(process.execPath, [new URL('./support/holding-probe.ts', import.meta.url).pathname], {
      reject: false,
      stdin: 'ignore',
    });
    await once(node.stdout, 'data');
    expect(await cards()).toMatch(/labprobe77777/);
    node.kill('SIGKILL');
    await node;
    await expect.poll(cards, { timeout: PATIENCE_MS }).not.toMatch(/labprobe77777|labout77777/);
  });

  it('does not forward where the host does not, also for a labvm that is not root', async () => {
    await writeFile('/proc/sys/net/ipv4/ip_forward', '0');
    try {
      const off = [
        /forwarding is switched off/,
        /el reenvío está desactivado/,
        /sysctl -w net\.ipv4\.ip_forward=1/,
      ] as const;
      expectTold(await wayOut({ patienceMs: SHORT_MS }), ...off);
      expectTold(await wayOut({ isRoot: false }), ...off);
    } finally {
      await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
    }
  });

  it.each([
    [
      'what machines send',
      ['FORWARD', '-i', BRIDGE],
      /a firewall drops their packets/,
      /descarta sus paquetes/,
    ],
    ['what comes back', ['FORWARD', '-o', BRIDGE], /drops the answers/, /descarta las respuestas/],
  ] as const)('behind a firewall that drops %s', async (_what, rule, en, es) => {
    await execa('iptables', ['-I', ...rule, '-j', 'DROP']);
    try {
      expectTold(await wayOut({ patienceMs: 2 * SHORT_MS }), en, es, /nft list ruleset/);
    } finally {
      await execa('iptables', ['-D', ...rule, '-j', 'DROP']);
    }
  });

  it('behind a firewall that drops DHCP', async () => {
    const rule = ['INPUT', '-i', BRIDGE, '-p', 'udp', '--dport', '67', '-j', 'DROP'];
    await execa('iptables', ['-I', ...rule]);
    try {
      const check = await one('lease', { patienceMs: SHORT_MS });
      expectTold(
        check,
        /got no answer, although the DHCP server/,
        /no obtuvo respuesta, aunque el servidor DHCP/,
        /UDP/,
      );
    } finally {
      await execa('iptables', ['-D', ...rule]);
    }
  });

  it('says what it cannot try without root, which a probe guest cannot either', async () => {
    const [, out] = await look('lease', { isRoot: false });
    expect(out && words(out)).toMatchObject({
      state: 'warning',
      en: expect.stringMatching(/only root can test/),
      es: expect.stringMatching(/solo root puede probar/),
    });
  });

  it('has rules that nobody can look at, in words that are not nft’s alone', async () => {
    const stderr = 'netlink: Error: cache initialization failed';
    const failing = { ...programs, run: async () => ({ exitCode: 1, stdout: '', stderr }) };
    expectTold(
      await one('network-rules', { programs: failing }),
      /^cannot be checked, because nft or the rules file fails \(system: "nft list: netlink: /,
      /^no se pueden consultar, porque falla nft o el fichero de reglas \(system: "nft list: netlink: /,
      /scripts\/setup\.sh/,
    );
  });

  it('counts its addresses, and says when machines have them all', async () => {
    const slots = readSlots(await lab.virsh('net-dumpxml', 'labvm')) ?? [];
    const free = await one('addresses');
    expect(words(free)).toMatchObject({
      state: 'good',
      en: expect.stringMatching(/^2\d\d of 253 addresses of the network labvm are free$/),
    });
    // Every card of every slot, in machines of somebody else's that are never switched on.
    const names: string[] = [];
    try {
      for (let at = 0; at < slots.length; at += 60) {
        const plugged = slots.slice(at, at + 60).map(({ mac }) => ({
          '@type': 'network',
          mac: { '@address': mac },
          source: { '@network': 'labvm' },
        }));
        await lab.define(`crowd${at}`, { devices: { interface: plugged } });
        names.push(`crowd${at}`);
      }
      expectTold(await one('addresses'), /^0 of 253/, /^0 de 253 direcciones/, /\/vm list/);
      expect(words(await one('lease'))).toMatchObject({
        state: 'warning',
        en: expect.stringMatching(/not tested/),
      });
    } finally {
      for (const name of names) await lab.virsh('undefine', name);
    }
  });

  it('is no way around the rules: its cards and machines’ hear nothing of each other', async () => {
    const gateway = await bridgeGateway();
    const guest = await openPort(await slotNumbered(250), gateway);
    const outside = { host: '198.18.79.0', there: '198.18.79.1' };
    const wire = await openWire({ programs, bridge: BRIDGE, id: '79', outside }, patience());
    const heard: Buffer[] = [];
    const listening = new AbortController();
    const hearing = (async () => {
      for await (const frame of wire.frames('inside', listening.signal)) heard.push(frame);
    })().catch(() => undefined);
    try {
      const said = (mac: string) => ethernet(mac, BROADCAST, TYPE.arp, Buffer.from(`said by ${mac}`));
      const [ofGuest, ofProbe] = [said(guest.mac), said('02:00:00:00:00:79')];
      guest.send(ofGuest);
      wire.send('inside', ofProbe);
      // What was said before has come by now to everybody whom it comes to, in the order in which it was said.
      await guest.settled();
      const asks = arp({
        operation: 1,
        sender: { mac: '02:00:00:00:00:79', address: '0.0.0.0' },
        target: gateway,
      });
      wire.send('inside', ethernet('02:00:00:00:00:79', BROADCAST, TYPE.arp, asks));
      const isAnswer = (frame: Buffer) => frame.readUInt16BE(12) === TYPE.arp && frame.readUInt16BE(20) === 2;
      await expect.poll(() => heard.some(isAnswer), { timeout: PATIENCE_MS }).toBe(true);
      await guest.settled();
      expect(heard.filter((frame) => frame.includes('said by'))).toEqual([]);
      expect(guest.heard.filter(({ frame }) => frame.includes('said by'))).toEqual([]);
    } finally {
      listening.abort();
      await hearing;
      await wire.close();
      await guest.close();
    }
  });
});
