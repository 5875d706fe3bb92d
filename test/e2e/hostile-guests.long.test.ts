import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NAMES_FOLDER } from '../../adapters/libvirt/network/rules/index.ts';
import { type Guest, startGuest } from './support/hostile/guest.ts';
import type { Gateway } from './support/hostile/port.ts';
import { bridgeGateway, bridgeSendsTo, hostSendsTo, leases, slotNumbered } from './support/hostile/scene.ts';

/* What the root of a real guest can do with the programs that it has. forged-frames.live.test.ts has all the rest. */

let gateway: Gateway;
let guests: readonly Guest[] = [];
let attacker: Guest;
let victim: Guest;
let other: Guest;
let service: Server;
let port = 0;
const names = join(NAMES_FOLDER, 'test-of-hostile-guests');

beforeAll(async () => {
  gateway = await bridgeGateway();
  service = createServer((_, response) => response.end('a service of the host')).listen(0, '0.0.0.0');
  await once(service, 'listening');
  port = (service.address() as { port: number }).port;
  const slots = await Promise.all([240, 241, 242].map(slotNumbered));
  guests = await Promise.all(slots.map(startGuest));
  [attacker, victim, other] = guests as [Guest, Guest, Guest];
  await writeFile(names, `${victim.address} written-by-labvm\n`);
  await Promise.all(guests.map((guest) => guest.ready()));
});

afterAll(async () => {
  service.close();
  await rm(names, { force: true });
  for (const guest of guests) await guest.remove();
});

const page = async ({ address }: Guest) => (await fetch(`http://${address}/`)).text();

/** Whether somebody takes a connection up (busybox' wget crashes in this guest when it is given a time limit). */
const connects = (guest: Guest, address: string, to: number) =>
  guest.run(`nc -w 5 ${address} ${to} </dev/null >/dev/null 2>&1 && echo open || echo closed`);

it('each guest has the address of its slot, which was known before it started, and the host reaches it', async () => {
  for (const guest of guests) {
    expect(await guest.ready()).toBe(guest.address);
    expect(await page(guest)).toContain(`Address: ${guest.address}`);
  }
});

it('a guest finds names by DNS, and only those that labvm writes', async () => {
  expect(await attacker.run('nslookup written-by-labvm')).toContain(victim.address);
  // The name that the guest itself gave to DHCP.
  const ownName = await other.run('cat /etc/hostname');
  expect(ownName).not.toBe('');
  expect(await attacker.run(`nslookup ${ownName}`)).not.toContain(other.address);
});

it('a guest reaches no service of the host but the network’s DNS', async () => {
  expect(await connects(attacker, gateway.address, 53)).toBe('open');
  expect(await connects(attacker, gateway.address, port)).toBe('closed');
});

it('a guest reaches no other guest, directly or by the gateway', async () => {
  expect(await connects(attacker, victim.address, 80)).toBe('closed');
  await attacker.run(`ip route add ${victim.address}/32 via ${gateway.address}`);
  expect(await connects(attacker, victim.address, 80)).toBe('closed');
  await attacker.run(`ip route del ${victim.address}/32`);
});

it('a guest that says that it is the gateway is not believed', async () => {
  await attacker.run(`ip addr add ${gateway.address}/32 dev eth0`);
  await attacker.run(`arping -q -U -c 2 -w 3 -I eth0 -s ${gateway.address} ${gateway.address}`);
  await attacker.run(`arping -q -A -c 2 -w 3 -I eth0 -s ${gateway.address} ${gateway.address}`);
  await attacker.run(`ip addr del ${gateway.address}/32 dev eth0`);
  expect(await victim.run('nslookup written-by-labvm')).toContain(victim.address);
  expect(await victim.run(`grep '^${gateway.address} ' /proc/net/arp`)).toContain(gateway.mac);
});

it('a guest that takes another’s address or card cuts off itself alone', async () => {
  await attacker.run(`ip addr add ${victim.address}/32 dev eth0`);
  await attacker.run(`arping -q -U -c 2 -w 3 -I eth0 -s ${victim.address} ${gateway.address}`);
  await attacker.run(`ip addr del ${victim.address}/32 dev eth0`);
  expect(await page(victim)).toContain(`Address: ${victim.address}`);
  expect(await hostSendsTo(victim.address)).toBe(victim.mac);

  const takeCard = (mac: string) =>
    attacker.run(`ip link set eth0 down; ip link set eth0 address ${mac}; ip link set eth0 up`);
  await takeCard(victim.mac);
  await attacker.run(`arping -q -c 2 -w 3 -I eth0 ${gateway.address}`);
  expect(await bridgeSendsTo(victim.mac)).toBe(victim.tap);
  expect(await page(victim)).toContain(`Address: ${victim.address}`);
  await takeCard(attacker.mac);
  await attacker.run(`ip route replace default via ${gateway.address}`);
  expect(await attacker.run('nslookup written-by-labvm')).toContain(victim.address);
});

it('a guest gets no second address, whatever it invents', async () => {
  const before = await leases();
  const asks = (words: string) =>
    attacker.run(`udhcpc -f -n -q -i eth0 -t 3 -T 2 -s /bin/true ${words} 2>&1 | grep -o 'lease of [0-9.]*'`);
  for (const words of ['-x 0x3d:01020304050607', '-C', `-r ${victim.address}`, '-x hostname:victim'])
    expect(await asks(words)).toBe(`lease of ${attacker.address}`);
  expect((await leases()).toSorted()).toEqual(before.toSorted());
});
