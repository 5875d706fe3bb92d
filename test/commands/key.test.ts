import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, parseSshKey } from '../../src/key/ssh-key.ts';
import { plainText } from '../../src/view/plain.ts';
import { keyLine } from '../src/command/support/keys.ts';
import { troubleDoc } from '../support/trouble-doc.ts';
import { ANA, BEN, type CommandLab, commandLab, refused, viewOf } from './support/lab.ts';

const said = async (lab: CommandLab, line: string, actor = ANA) =>
  plainText(viewOf(await lab.ask(line, actor)), 'en', 120);

function printOf(line: string): string {
  const parsed = parseSshKey(line);
  return parsed.ok ? fingerprintOf(parsed.key) : '';
}

describe('/my key', () => {
  it('adds keys, lists them, and removes them by their numbers and fingerprints', async () => {
    const lab = commandLab();
    expect(await said(lab, '/my key list')).toContain('not added a key yet');
    expect(await said(lab, `/my key add ${keyLine(1, 'ana@laptop')}`)).toContain(printOf(keyLine(1)));
    await said(lab, `/my key add ${keyLine(2, 'ana at home')}`);
    await said(lab, `/my key add ${keyLine(3)}`);
    const list = await said(lab, '/my key list');
    expect(list.replaceAll(/ +/g, ' ')).toContain(`1 ssh-ed25519 ${printOf(keyLine(1))} ana@laptop`);
    expect(list).toContain('ana at home');
    expect(await said(lab, '/my key remove 2')).toContain(printOf(keyLine(2)));
    expect(await said(lab, `/my key remove ${printOf(keyLine(3))}`)).toContain(
      'Machines that already have it keep it',
    );
    expect(await lab.store.keys.of(ANA.id)).toMatchObject([{ comment: 'ana@laptop' }]);
    await said(lab, `/my key remove ${keyLine(1)}`);
    expect(await lab.store.keys.of(ANA.id)).toEqual([]);
  });

  it('is everybody’s own', async () => {
    const lab = commandLab();
    await said(lab, `/my key add ${keyLine(1, 'ana@laptop')}`);
    expect(await said(lab, '/my key list', BEN)).not.toContain('ana@laptop');
    expect(refused(await lab.ask('/my key remove 1', BEN)).code).toBe('not-found');
    await said(lab, `/my key add ${keyLine(1, 'ben@desk')}`, BEN);
    expect(await lab.store.keys.of(ANA.id)).toHaveLength(1);
  });

  it('takes a key once', async () => {
    const lab = commandLab();
    await said(lab, `/my key add ${keyLine(1)}`);
    expect(await said(lab, `/my key add ${keyLine(1, 'again')}`)).toContain('already added this key');
    expect(await lab.store.keys.of(ANA.id)).toHaveLength(1);
  });

  const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const weak = Buffer.concat([
    part(Buffer.from('ssh-rsa')),
    part(Buffer.from(rsa1024.e ?? '', 'base64url')),
    part(Buffer.concat([Buffer.of(0), Buffer.from(rsa1024.n ?? '', 'base64url')])),
  ]).toString('base64');

  it.each([
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEA', 'is a private key'],
    ['a key that is cut off', keyLine(1).slice(0, -10), 'is incomplete or altered'],
    ['a weak key', `ssh-rsa ${weak}`, 'is an RSA key of less than 2048 bits'],
    ['a kind that servers refuse', 'ssh-dss AAAAB3NzaC1kc3MAAACB', 'is not a public SSH key'],
    ['a word', 'hello', 'is not a public SSH key'],
  ])('refuses %s', async (_what, given, words) => {
    const lab = commandLab();
    const error = refused(await lab.ask(`/my key add ${given}`, ANA));
    expect(error).toMatchObject({ code: 'bad-argument', option: 'key' });
    expect(error.text.en).toContain(words);
    expect(error.text.en).not.toContain('b3BlbnNzaC1rZXktdjEA');
    expect(await lab.store.keys.of(ANA.id)).toEqual([]);
  });

  it('keeps ten of them', async () => {
    const lab = commandLab();
    for (let byte = 1; byte <= 10; byte += 1) await said(lab, `/my key add ${keyLine(byte)}`);
    expect(refused(await lab.ask(`/my key add ${keyLine(11)}`, ANA))).toMatchObject({ code: 'over-limit' });
    expect(await said(lab, `/my key add ${keyLine(10)}`)).toContain('already added this key');
    expect(await lab.store.keys.of(ANA.id)).toHaveLength(10);
  });

  it.each(['add', 'remove'])('asks which one, of %s alone', async (what) => {
    expect(refused(await commandLab().ask(`/my key ${what}`, ANA))).toMatchObject({
      code: 'missing-argument',
      option: 'key',
      hint: { en: expect.stringContaining(`/my key ${what} `) },
    });
  });

  const PUTTY =
    'PuTTY-User-Key-File-3: ssh-ed25519 Encryption: none Comment: ana@home Public-Lines: 1 ' +
    `${keyLine(1).split(' ')[1]} Private-Lines: 1 c2VjcmV0c2VjcmV0 Private-MAC: 00`;

  it('takes the public part of PuTTY’s file, and says loudly that the private one was shown', async () => {
    const lab = commandLab();
    const view = viewOf(await lab.ask(`/my key add ${PUTTY}`, ANA));
    expect(view.tone).toBe('warning');
    const [en, es] = [plainText(view, 'en', 400), plainText(view, 'es', 400)];
    expect(en).toMatch(/^Your file also contained the private key, and this chat has seen it/);
    expect(en).toContain(printOf(keyLine(1)));
    expect(es).toMatch(/^Su fichero contenía también la clave privada, y este chat la ha visto/);
    expect(await lab.store.keys.of(ANA.id)).toMatchObject([{ type: 'ssh-ed25519', comment: 'ana@home' }]);
    expect(JSON.stringify([lab.entries, view])).not.toContain('c2VjcmV0c2VjcmV0');
    expect(troubleDoc).toContain('Your file also contained the private key, and this chat has seen it');
  });

  it.each([
    ['-----BEGIN OPENSSH PRIVATE KEY----- b3Bl', 'is a private key', 'es una clave privada'],
    [
      '---- BEGIN SSH2 PUBLIC KEY ----',
      'is missing some of its lines',
      'está incompleta: copie la única línea',
    ],
    ['-----BEGIN PUBLIC KEY----- MCow', 'in OpenSSL’s format (PEM)', 'en el formato de OpenSSL (PEM)'],
  ])('says of %s what it is, as the manual does', async (given, en, es) => {
    const { text } = refused(await commandLab().ask(`/my key add ${given}`, ANA));
    expect(text.en).toContain(en);
    expect(text.es).toContain(es);
    expect(troubleDoc).toContain(text.en);
  });

  it('writes no private key into the audit', async () => {
    const lab = commandLab();
    await lab.ask('/my key add -----BEGIN OPENSSH PRIVATE KEY----- c2VjcmV0c2VjcmV0', ANA);
    expect(JSON.stringify(lab.entries)).not.toContain('c2VjcmV0c2VjcmV0');
  });
});
