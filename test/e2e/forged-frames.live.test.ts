import { createSocket } from 'node:dgram';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMES_FOLDER } from '../../adapters/libvirt/network/rules/index.ts';
import { ATTACKS, type Attack } from './support/hostile/attacks.ts';
import {
  BROADCAST,
  dhcp,
  dnsQuestion,
  ethernet,
  ipBytes,
  ipv4,
  TYPE,
  udp,
} from './support/hostile/frames.ts';
import { dhcpAnswerOf, ipv4Of, udpOf } from './support/hostile/heard.ts';
import { isDatagram, openOutside } from './support/hostile/outside.ts';
import { nextXid, type Port } from './support/hostile/port.ts';
import {
  hostForgets,
  leases,
  openScene,
  type Scene,
  withoutRules,
  withRules,
} from './support/hostile/scene.ts';

/* What a guest can say on the network, byte by byte: ports of the bridge on which nothing but our frames are. */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  await withRules();
  await scene.close();
});

/** Whether an attack gets through. */
async function attempt({ before, frames, atOnce, succeeded }: Attack): Promise<boolean> {
  const { attacker, victim } = scene;
  for (const port of [victim, attacker]) await port.settled();
  await before?.(scene);
  const since = { attacker: attacker.heard.length, victim: victim.heard.length };
  attacker.send(...frames(scene));
  await attacker.settled();
  if (atOnce) return succeeded(scene, { attacker: [], victim: [] });
  await attacker.dhcpSettled();
  await victim.settled();
  return succeeded(scene, {
    attacker: attacker.heard.slice(since.attacker),
    victim: victim.heard.slice(since.victim),
  });
}

describe('without the rules', () => {
  beforeAll(withoutRules);
  for (const attack of ATTACKS) {
    it(`a guest ${attack.name}`, async () => {
      expect(await attempt(attack)).toBe(true);
    });
  }
});

describe('with the rules', () => {
  beforeAll(async () => {
    await withRules();
    await hostForgets();
  });

  for (const attack of ATTACKS) {
    it(`no guest ${attack.name}`, async () => {
      expect(await attempt(attack)).toBe(false);
    });
  }

  it('invented cards and client ids take no addresses', async () => {
    const { attacker } = scene;
    const from = attacker.heard.length;
    const before = await leases();
    const numbers = Array.from({ length: 253 }, (_, number) => number);
    const invented = numbers.map((number) => `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`);
    const requests = numbers.flatMap((number) => [
      request(attacker, invented[number] ?? '', {}),
      request(attacker, attacker.mac, { 61: Buffer.from(`\0client ${number}`) }),
    ]);
    attacker.send(...requests);
    await attacker.dhcpSettled();
    expect((await leases()).filter((mac) => !before.includes(mac) && mac !== attacker.mac)).toEqual([]);
    const lent = new Set(
      attacker.heard
        .slice(from)
        .map((one) => dhcpAnswerOf(one)?.address)
        .filter((one) => one !== undefined),
    );
    expect([...lent]).toEqual([attacker.address]);
  });

  it('a guest gets its slot’s address, and takes nobody’s name by asking for it', async () => {
    const { attacker } = scene;
    const from = attacker.heard.length;
    attacker.send(request(attacker, attacker.mac, { 12: Buffer.from('printer') }));
    const isGranted = (one: Parameters<typeof dhcpAnswerOf>[0]) => dhcpAnswerOf(one)?.type === 5;
    const granted = await attacker.hears('that its address is its own', isGranted, from);
    expect(dhcpAnswerOf(granted)?.address).toBe(attacker.address);
    expect(await lookUp(attacker, 'printer')).toBeNull();
  });

  it('the network’s DNS answers with what labvm writes', async () => {
    const file = join(NAMES_FOLDER, 'test-of-names');
    await mkdir(NAMES_FOLDER, { recursive: true });
    await writeFile(file, `${scene.victim.address} written-by-labvm\n`);
    try {
      await expect.poll(() => lookUp(scene.attacker, 'written-by-labvm')).toBe(scene.victim.address);
    } finally {
      await rm(file);
    }
  });

  it('a guest reaches what is outside, under the host’s address', async () => {
    const { attacker, gateway } = scene;
    const outside = await openOutside();
    try {
      const payload = udp(4000, 9, Buffer.from('out'));
      const packet = ipv4({ from: attacker.address, to: outside.address, protocol: 17, payload });
      attacker.send(ethernet(attacker.mac, gateway.mac, TYPE.ipv4, packet));
      const heard = await outside.wire.hears('it', isDatagram('out'));
      expect(ipv4Of(heard)).toMatchObject({ from: outside.hostAddress, to: outside.address });
    } finally {
      await outside.close();
    }
  });

  it('the host reaches a guest', async () => {
    const { attacker } = scene;
    const from = attacker.heard.length;
    const socket = createSocket('udp4');
    socket.send('hello', 4001, attacker.address);
    const said = await attacker.hears('the host', (one) => udpOf(one)?.toPort === 4001, from);
    socket.close();
    expect(ipv4Of(said)).toMatchObject({ from: scene.gateway.address, to: attacker.address });
  });
});

/** A guest's request for its own address, whatever card it says that it has. */
function request(port: Port, chaddr: string, options: Readonly<Record<number, Buffer>>): Buffer {
  const asked = { 50: ipBytes(port.address), 54: ipBytes(scene.gateway.address), ...options };
  const payload = udp(68, 67, dhcp({ type: 3, chaddr, xid: nextXid(), options: asked }));
  return ethernet(
    port.mac,
    BROADCAST,
    TYPE.ipv4,
    ipv4({ from: '0.0.0.0', to: '255.255.255.255', protocol: 17, payload }),
  );
}

let questions = 100;

/** What the network's DNS says of a name; null if it has no address. */
async function lookUp(port: Port, name: string): Promise<string | null> {
  questions += 1;
  const [from, id] = [port.heard.length, questions];
  const payload = udp(5300, 53, dnsQuestion(id, name));
  const packet = ipv4({ from: port.address, to: scene.gateway.address, protocol: 17, payload });
  port.send(ethernet(port.mac, scene.gateway.mac, TYPE.ipv4, packet));
  const answer = await port.hears(
    `an answer about ${name}`,
    (one) => udpOf(one)?.fromPort === 53 && udpOf(one)?.payload.readUInt16BE(0) === id,
    from,
  );
  const said = udpOf(answer)?.payload ?? Buffer.alloc(12);
  // The number of answers; the last bytes of the only one are the address (RFC 1035, 4.1).
  return said.readUInt16BE(6) === 0 ? null : [...said.subarray(-4)].join('.');
}
