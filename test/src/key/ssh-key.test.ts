import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, lineOfKey, parseSshKey } from '../../../src/key/ssh-key.ts';
import { keyLine } from '../command/support/keys.ts';

/** Made by ssh-keygen, whose own fingerprint it is. */
const REAL = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPr8B0ECpc84yyXNDk09+FV0XPnFXAy7JKrbhGBitV+0';
const FINGERPRINT = 'SHA256:zCInlQl1I9Hjpk+3emkYwp0/GH/Gz0eS2n6p9bd0s0U';

function part(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A real RSA key in the form of RFC 4253, 6.6: the modulus is positive, so a high first bit gets a byte before it. */
function rsaLine(modulusLength: number): string {
  const jwk = generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' });
  const [e, n] = [jwk.e, jwk.n].map((number) => Buffer.from(number ?? '', 'base64url'));
  const data = [
    Buffer.from('ssh-rsa'),
    e ?? Buffer.alloc(0),
    Buffer.concat([Buffer.of(0), n ?? Buffer.alloc(0)]),
  ];
  return `ssh-rsa ${Buffer.concat(data.map(part)).toString('base64')}`;
}

const problemOf = (line: string) => {
  const parsed = parseSshKey(line);
  return parsed.ok ? null : parsed.problem.en;
};

describe('a public key', () => {
  it('is read with its comment, and its fingerprint is ssh-keygen’s', () => {
    const parsed = parseSshKey(`  ${REAL}  my  laptop \n`);
    if (!parsed.ok) throw new Error(parsed.problem.en);
    expect(parsed.key).toMatchObject({ type: 'ssh-ed25519', comment: 'my laptop' });
    expect(fingerprintOf(parsed.key)).toBe(FINGERPRINT);
    expect(lineOfKey(parsed.key)).toBe(`${REAL} my laptop`);
  });

  it('needs no comment', () => {
    const parsed = parseSshKey(REAL);
    expect(parsed.ok && lineOfKey(parsed.key)).toBe(REAL);
  });

  it('of RSA has 2048 bits or more', () => {
    expect(problemOf(rsaLine(1024))).toContain('less than 2048 bits');
    expect(problemOf(rsaLine(2040))).toContain('less than 2048 bits');
    expect(problemOf(rsaLine(2048))).toBeNull();
    expect(problemOf(rsaLine(3072))).toBeNull();
  });

  it.each([
    ['nothing', '', 'is not a public SSH key'],
    ['a type alone', 'ssh-ed25519', 'is not a public SSH key'],
    ['a kind that servers refuse', REAL.replace('ssh-ed25519', 'ssh-dss'), 'is not a public SSH key'],
    ['a type of another key', REAL.replace('ssh-ed25519', 'ssh-rsa'), 'is incomplete or altered'],
    ['options before it', `command="reboot" ${REAL}`, 'is not a public SSH key'],
    ['what has no end', `ssh-ed25519 ${'A'.repeat(3001)}`, 'is not a public SSH key'],
    ['what is no base64', 'ssh-ed25519 AAAA!!!!', 'is incomplete or altered'],
    [
      'a length that promises more than there is',
      `ssh-rsa ${part(Buffer.from('ssh-rsa')).toString('base64')}`,
      'is',
    ],
    ['a private key in one line', '-----BEGIN RSA PRIVATE KEY----- MIIE', 'is a private key'],
    ['a private key in many lines', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n', 'is a private key'],
  ])('is not %s', (_what, line, problem) => {
    expect(problemOf(line)).toContain(problem);
  });

  it('is none as soon as a letter of it is missing', () => {
    const data = REAL.split(' ')[1] ?? '';
    for (let end = 1; end < data.length; end += 1) {
      expect(problemOf(`ssh-ed25519 ${data.slice(0, end)}`), `${end} letters`).not.toBeNull();
    }
  });

  it('is one line of printable characters, whatever it was called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (comment) => {
        const parsed = parseSshKey(`${keyLine(1)} ${comment}`);
        if (!parsed.ok) return /PRIVATE KEY/.test(comment);
        const line = lineOfKey(parsed.key);
        const again = parseSshKey(line);
        return /^[\x20-\x7e]{1,200}$/.test(line) && again.ok && lineOfKey(again.key) === line;
      }),
    );
  });
});
