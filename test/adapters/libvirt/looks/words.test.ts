import { expect, test } from 'vitest';
import { allows, readBaseLabel } from '../../../../adapters/libvirt/looks/engine-user.ts';
import { leaseCheck, noAddressLeft, untriedLease } from '../../../../adapters/libvirt/looks/lease.ts';
import { untriedWayOut, wayOutCheck } from '../../../../adapters/libvirt/looks/way-out.ts';
import type { Check } from '../../../../src/host/doctor.ts';
import { say } from '../../../../src/text.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';

/* What people read of the network, in both languages; each condition is brought about in doctor.live.test.ts. */

const bridge = { bridge: 'labvm0' };
const ways = { forwards: true, leadsOut: true };
const read = ({ state, detail, remedy }: Check) => ({
  state,
  en: say(detail, 'en'),
  es: say(detail, 'es'),
  remedy: remedy && [say(remedy, 'en'), say(remedy, 'es')],
});

test.each([
  ['a lease', leaseCheck({ kind: 'lent', address: '192.168.150.9' }, 'runs', bridge)],
  ['a refusal', leaseCheck({ kind: 'refused', address: '192.168.150.9' }, 'runs', bridge)],
  ['silence', leaseCheck({ kind: 'silent' }, 'runs', bridge)],
  ['silence of a server that is gone', leaseCheck({ kind: 'silent' }, 'gone', bridge)],
  ['no address left', noAddressLeft('runs')],
  ['not root', untriedLease('runs', { en: 'why', es: 'por qué' })],
  ['a way out', wayOutCheck('passes', ways, bridge)],
  ['a host without a way out', wayOutCheck('passes', { ...ways, leadsOut: false }, bridge)],
  ['no forwarding', wayOutCheck('lost', { ...ways, forwards: false }, bridge)],
  ['no NAT', wayOutCheck('untranslated', ways, bridge)],
  ['a firewall on the way out', wayOutCheck('lost', ways, bridge)],
  ['a firewall on the way back', wayOutCheck('answer-lost', ways, bridge)],
  ['a way out not tried', untriedWayOut(ways, { en: 'why', es: 'por qué' })],
])('%s', (_what, check) => {
  expect(read(check)).toMatchSnapshot();
  if (check.state !== 'bad') return;
  const sentence = say(check.detail, 'en').replace('192.168.150.9', '…');
  expect(troubleDoc).toContain(sentence);
});

test('whom libvirt runs QEMU as is read from its capabilities', () => {
  const capabilities = (models: string) => `<capabilities><host>${models}</host></capabilities>`;
  const dac = `<secmodel><model>dac</model><doi>0</doi><baselabel type='kvm'>+64055:+108</baselabel><baselabel type='qemu'>+64055:+109</baselabel></secmodel>`;
  const none = '<secmodel><model>none</model><doi>0</doi></secmodel>';
  expect(readBaseLabel(capabilities(none + dac))).toEqual({ uid: 64055, gid: 109 });
  expect(readBaseLabel(capabilities(none))).toBeNull();
});

test('a mode counts for the owner as owner, for the group as group, and for everybody else as others', () => {
  const user = { uid: 64055, gid: 108 };
  const root = { uid: 0, gid: 0 };
  expect(allows({ mode: 0o711, ...root }, user, 1)).toBe(true);
  expect(allows({ mode: 0o710, ...root }, user, 1)).toBe(false);
  expect(allows({ mode: 0o710, uid: 0, gid: 108 }, user, 1)).toBe(true);
  // The owner is not helped by what others may.
  expect(allows({ mode: 0o077, ...user }, user, 1)).toBe(false);
  expect(allows({ mode: 0o400, ...user }, user, 4)).toBe(true);
});
