import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../src/command/tokenize.ts';
import { lineOfKey, parseSshKey } from '../../../src/key/ssh-key.ts';

/** Written by PuTTYgen 0.78; its private key is none. */
const SSH2 = [
  '---- BEGIN SSH2 PUBLIC KEY ----',
  'Comment: "ana@lap top"',
  'AAAAC3NzaC1lZDI1NTE5AAAAIHWivz/5vGcJtrKIONLQb2VatNC/cTwqGht28m9g',
  'ebGd',
  '---- END SSH2 PUBLIC KEY ----',
].join('\n');
const LINE = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHWivz/5vGcJtrKIONLQb2VatNC/cTwqGht28m9gebGd ana@lap top';
const putty = (version: number) =>
  [
    `PuTTY-User-Key-File-${version}: ssh-ed25519`,
    'Encryption: none',
    'Comment: ana@lap top',
    'Public-Lines: 2',
    'AAAAC3NzaC1lZDI1NTE5AAAAIHWivz/5vGcJtrKIONLQb2VatNC/cTwqGht28m9g',
    'ebGd',
  ].join('\n');
const PRIVATE_PART = '\nPrivate-Lines: 1\nbm90aGluZw==\nPrivate-MAC: 00\n';

const RSA = `---- BEGIN SSH2 PUBLIC KEY ----
Subject: ana
Comment: "rsa-key-20261127, which goes on \\
behind its line"
AAAAB3NzaC1yc2EAAAADAQABAAABAQCaNZllZZ+ZxgPiC+kEkGIM7iqSmdDZzfKq
Bopw2dee81r0mIpOwzRFFmnLXTsZT4NLqcMrSlLe+rwNMvVg+uQLo9RXbJINBTwD
7JQEu7Jmo10rMSGqATIAAvFRvLyJgt6xs0vYSGuCMlllA7QOHbmQssLpsSuqOgud
1P/CyWL4arulJ6Jg9wbak+CCKfhQx8Xh6jKFOrFkawJzJMDAleKa02yFPjRac8Sp
op0quOIVtKz6mDsWwZgn2kO6Giv3h0/cElqTnM99lM/2yb/YfQ7fUlR4LSUO6duB
jnVdk2Jx1jUPYeUm3P39yqIBQQdyWULkXnoT94C/elHAYBaxkn0x
---- END SSH2 PUBLIC KEY ----`;

/** As a line of a chat keeps it: one line, without the quotation marks around the comment. */
const folded = (text: string) =>
  tokenize(text)
    .map((word) => word.text)
    .join(' ');

function lineOf(text: string): string {
  const parsed = parseSshKey(text);
  return parsed.ok ? lineOfKey(parsed.key) : parsed.problem.en;
}

describe('a public key of PuTTY’s or SSH.com’s', () => {
  it.each([
    ['with its lines', SSH2],
    ['with the line ends of Windows', SSH2.replaceAll('\n', '\r\n')],
    ['folded into one line', folded(SSH2)],
    ['as a block of code', `\`\`\`\n${SSH2}\n\`\`\``],
    ['with the dashes of a phone', folded(SSH2).replaceAll('----', '——')],
    ['in PuTTY’s own file, version 2', putty(2)],
    ['in PuTTY’s own file, version 3, folded', folded(putty(3))],
  ])('becomes a line of OpenSSH’s: %s', (_what, text) => {
    expect(lineOf(text)).toBe(LINE);
    expect(parseSshKey(text)).not.toHaveProperty('isExposed');
  });

  it('of RSA, with headers that go on in another line, is the same with its lines and without', () => {
    expect(lineOf(RSA)).toMatch(
      /^ssh-rsa AAAAB3NzaC1yc2E\S{340,} rsa-key-20261127, which goes on behind its line$/,
    );
    expect(lineOf(folded(RSA))).toBe(lineOf(RSA));
  });

  it('is taken out of a file with the private one, which is told', () => {
    for (const text of [putty(3) + PRIVATE_PART, folded(putty(2) + PRIVATE_PART)]) {
      expect(parseSshKey(text)).toMatchObject({ ok: true, isExposed: true });
      expect(lineOf(text)).toBe(LINE);
      expect(JSON.stringify(parseSshKey(text))).not.toContain('bm90aGluZw');
    }
  });

  it.each([
    ['cut off', SSH2.replace('ebGd\n', ''), 'is incomplete or altered'],
    ['without its end', SSH2.split('\n').slice(0, 3).join('\n'), 'is missing some of its lines'],
    ['its first line alone', '---- BEGIN SSH2 PUBLIC KEY ----', 'is missing some of its lines'],
    ['a type of another key', putty(3).replace('3: ssh-ed25519', '3: ssh-rsa'), 'is incomplete or altered'],
    [
      'a kind that servers refuse',
      putty(3).replace('3: ssh-ed25519', '3: ssh-dss'),
      'is not a public SSH key',
    ],
    ['empty', '---- BEGIN SSH2 PUBLIC KEY ----\n---- END SSH2 PUBLIC KEY ----', 'is not a public SSH key'],
    ['cut off, with the private one', `${putty(3).replace('ebGd', '')}${PRIVATE_PART}`, 'is a private key'],
    ['OpenSSL’s form', '-----BEGIN PUBLIC KEY----- MCowBQYDK2VwAyEA', 'in OpenSSL’s format (PEM)'],
    ['OpenSSH’s private key without its first line', 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU', 'is a private key'],
    ['SSH.com’s private key', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ---- P2/5', 'is a private key'],
  ])('is refused: %s', (_what, text, problem) => {
    expect(lineOf(text)).toContain(problem);
    expect(lineOf(folded(text))).toContain(problem);
  });

  it('takes time by its length alone', () => {
    for (const piece of [
      '---- BEGIN SSH2 PUBLIC KEY ----',
      'PuTTY-User-Key-File-2: a Encryption: b Comment: ',
      'AAAAA ',
      ' ',
      '-',
    ])
      expect(parseSshKey(piece.repeat(4000 / piece.length)).ok).toBe(false);
  });
});
