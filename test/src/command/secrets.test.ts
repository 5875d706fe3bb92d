import { expect, it } from 'vitest';
import { withoutPrivateKey } from '../../../src/access/private-key.ts';
import { withoutSecrets } from '../../../src/command/secrets.ts';

it.each([
  ['/image add https://ana:secret@example.org/x.iso --as x', '/image add https://…@example.org/x.iso --as x'],
  ['/image add https://ana@example.org http://b:c@d/', '/image add https://…@example.org http://…@d/'],
  ['/image add https://example.org/a@b', '/image add https://example.org/a@b'],
  ['/my key add -----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n', '/my key add -----BEGIN PRIVATE KEY …'],
  ['/my key add —BEGIN RSA PRIVATE KEY— MIIE', '/my key add —BEGIN PRIVATE KEY …'],
  ['/my key add -----begin openssh private\u00a0key-----\nb3Bl\n', '/my key add -----BEGIN PRIVATE KEY …'],
  ['/my key add ---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----', '/my key add ---- BEGIN PRIVATE KEY …'],
  ['/my key add b3BlbnNzaC1rZXktdjEAAAAABG5v', '/my key add BEGIN PRIVATE KEY …'],
  ['/my key add PuTTY… Private-Lines: 1 AAAA', '/my key add PuTTY… Private-Lines: …'],
  ['AAAAICIDTPuFr9nzoopzatFbAKN8WLAx0Ay/U8Vym0KapwsH', '…'],
  ['/vm create debian —user-data "password: x"', '/vm create debian —user-data …'],
  ['/vm create debian -User-Data "password: x"', '/vm create debian -User-Data …'],
  ['/vm create debian --user\u200b-data `a: b`', '/vm create debian --user-data …'],
  ['/labvm vm type web1 hunter2', '/labvm vm type web1 …'],
  ['@labvm: `vm type web1 hunter2`', '@labvm: `vm type web1 …'],
  ['```sh\n/vm type web1 hunter2\n```', '```sh\n/vm type web1 …'],
  ['/vm "type" web1 hunter2', '/vm "type" web1 …'],
  ['/vm create debian --user-data "password: x"', '/vm create debian --user-data …'],
  ['/vm create debian --user-data=a: b', '/vm create debian --user-data=…'],
  ['/vm type web1 hunter2', '/vm type web1 …'],
  ['vm escribir web1 "a b" --layout es', 'vm escribir web1 …'],
  ['/máquina Teclear web1 hunter2', '/máquina Teclear web1 …'],
  ['/my key add ssh-ed25519 AAAA ana@laptop', '/my key add ssh-ed25519 AAAA ana@laptop'],
])('keeps %j as %j', (line, kept) => expect(withoutSecrets(line)).toBe(kept));

it('keeps of a private key nothing, and reads what is left as one', () => {
  const line = '/my key add -----BEGIN OPENSSH PRIVATE KEY----- b3Bl -----END OPENSSH PRIVATE KEY-----';
  expect(withoutPrivateKey(line)).toBe('/my key add -----BEGIN PRIVATE KEY …');
  expect(withoutPrivateKey('/vm type web1 "x"')).toBe('/vm type web1 "x"');
});

it.each(['x', '/', '//', 'a//', '-', 'x ', ' ', '`', 'BEGIN ', 'PRIVATE ', 'BEGIN PRIVATE '])(
  'takes no longer for much of %j than for as much of anything else',
  (part) => {
    // Quadratic time would be minutes, which no test may take.
    expect(withoutSecrets(part.repeat(400_000 / part.length))).not.toBe('');
  },
);
