import { type Duplex, duplexPair } from 'node:stream';
import { expect, it } from 'vitest';
import { logIn } from '../../../../adapters/libvirt/screen/login.ts';
import { answerTo, newScreenPassword } from '../../../../adapters/libvirt/screen/password.ts';
import { readExactly } from '../../../../adapters/libvirt/screen/read-exactly.ts';

const VERSION = 'RFB 003.008\n';
const CHALLENGE = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

it('answers as VNC does: DES with the bits of the password turned', () => {
  // What `openssl enc -des-ecb -provider legacy -nopad -K 0e86ceceeef64e26` makes of it, "password" turned.
  expect(answerTo(CHALLENGE, 'password').toString('hex')).toBe('b866924125c8eebb9debc1db61c538e2');
  expect(answerTo(CHALLENGE, 'password').equals(answerTo(CHALLENGE, 'passwore'))).toBe(false);
  expect(answerTo(CHALLENGE, 'short')).toHaveLength(16);
});

it('makes passwords of letters alone, each another', () => {
  const all = new Set(Array.from({ length: 200 }, newScreenPassword));
  expect(all.size).toBe(200);
  for (const one of all) expect(one).toMatch(/^[A-Za-z0-9]{8}$/);
});

/** A VNC server that asks for a password. */
async function serve(server: Duplex, password: string): Promise<void> {
  server.write(VERSION);
  await readExactly(server, 12);
  server.write(Buffer.from([1, 2]));
  await readExactly(server, 1);
  server.write(CHALLENGE);
  const isRight = (await readExactly(server, 16)).equals(answerTo(CHALLENGE, password));
  server.write(Buffer.from([0, 0, 0, isRight ? 0 : 1]));
}

it('gives a viewer a screen that asks for nothing, with every byte after it', async () => {
  const [ours, server] = duplexPair();
  const serving = serve(server, 'secret12');
  const screen = await logIn(ours, 'secret12');
  await serving;
  expect((await readExactly(screen, 12)).toString()).toBe(VERSION);
  // All at once, as a viewer in a hurry does.
  screen.write(Buffer.concat([Buffer.from(VERSION), Buffer.from([1, 1]), Buffer.from('hello')]));
  expect(await readExactly(screen, 2)).toEqual(Buffer.from([1, 1]));
  expect(await readExactly(screen, 4)).toEqual(Buffer.alloc(4));
  // ClientInit, and what follows it.
  expect((await readExactly(server, 6)).toString('latin1')).toBe('\x01hello');
  server.write('frame');
  expect((await readExactly(screen, 5)).toString()).toBe('frame');
  screen.destroy();
  await expect.poll(() => ours.destroyed).toBe(true);
});

it.each([
  ['another version', (server: Duplex) => server.write('RFB 003.003\n')],
  ['no RFB at all', (server: Duplex) => server.write('HTTP/1.1 400 \r\n\r\n')],
  ['nothing', (server: Duplex) => server.end()],
  ['half a greeting', (server: Duplex) => server.end('RFB')],
  ['no way in', (server: Duplex) => server.write(Buffer.from(`${VERSION}\x00`))],
  ['no password asked', (server: Duplex) => server.write(Buffer.from(`${VERSION}\x01\x01`))],
])('a server that says %s is refused', async (_what, speak) => {
  const [ours, server] = duplexPair();
  speak(server);
  await expect(logIn(ours, 'secret12')).rejects.toThrow();
});

it('a wrong password is refused', async () => {
  const [ours, server] = duplexPair();
  void serve(server, 'another1').catch(() => undefined);
  await expect(logIn(ours, 'secret12')).rejects.toThrow('does not take the password');
});
