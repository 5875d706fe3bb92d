import { expect, test } from 'vitest';
import type { Machine } from '../../../../adapters/libvirt/machine/machines.ts';
import { createClaims } from '../../../../adapters/libvirt/network/claims.ts';
import type { Address, Power } from '../../../../src/vm/vm.ts';

const machine = (uuid: string, mac: string, power: Power = 'running') =>
  ({ domain: { uuid }, definition: { macs: [mac] }, condition: { power } }) as unknown as Machine;

const address = (ip: string): Address => ({ ip, family: 'ipv4', source: 'lease' });
const lease = (mac: string, ip: string) => ({ mac, address: address(ip), expiresAtSeconds: 1 });

const one = machine('1', 'aa');
const two = machine('2', 'bb');

test('an address that was lent to one running machine and then to another is contested', () => {
  const claims = createClaims();
  expect(claims.mark(one, [address('10.0.0.5')], [one, two], [lease('aa', '10.0.0.5')])).toEqual([
    address('10.0.0.5'),
  ]);
  const marked = claims.mark(two, [address('10.0.0.5')], [one, two], [lease('bb', '10.0.0.5')]);
  expect(marked).toEqual([{ ...address('10.0.0.5'), contested: true }]);
});

test('it is not once the other machine is off, or was switched on anew', () => {
  const claims = createClaims();
  claims.mark(one, [], [one, two], [lease('aa', '10.0.0.5')]);
  const off = machine('1', 'aa', 'off');
  const held = [lease('bb', '10.0.0.5')];
  expect(claims.mark(two, [address('10.0.0.5')], [off, two], held)[0]?.contested).toBeUndefined();
  claims.forget(['aa']);
  expect(claims.mark(two, [address('10.0.0.5')], [one, two], held)[0]?.contested).toBeUndefined();
});

test('it is not if the other was lent a new one meanwhile', () => {
  const claims = createClaims();
  claims.mark(one, [], [one, two], [lease('aa', '10.0.0.5')]);
  const held = [lease('aa', '10.0.0.6'), lease('bb', '10.0.0.5')];
  expect(claims.mark(two, [address('10.0.0.5')], [one, two], held)[0]?.contested).toBeUndefined();
});

test('two running machines with one hardware address have no address of their own', () => {
  const twin = machine('3', 'aa');
  const [marked] = createClaims().mark(one, [address('10.0.0.5')], [one, twin], [lease('aa', '10.0.0.5')]);
  expect(marked?.contested).toBe(true);
});
