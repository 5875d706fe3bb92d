import { type Duplex, duplexPair } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerTo } from './password.ts';
import { readExactly } from './read-exactly.ts';

const VERSION = Buffer.from('RFB 003.008\n');
/** Ways to say who one is (RFC 6143, 7.1.2). */
const NONE = 1;
const VNC_PASSWORD = 2;

/**
 * Says a VNC server its password (RFC 6143, 7.1 and 7.2.2).
 * @returns the same screen, as a server that asks for none: whoever looks is authorised by labvm
 * @throws Error where the server speaks otherwise or does not take the password
 */
export async function logIn(server: Duplex, password: string): Promise<Duplex> {
  const version = await readExactly(server, VERSION.length);
  if (!version.equals(VERSION)) throw new Error('The VNC server speaks another version.');
  server.write(VERSION);
  const [count = 0] = await readExactly(server, 1);
  const ways = count === 0 ? Buffer.alloc(0) : await readExactly(server, count);
  if (!ways.includes(VNC_PASSWORD)) throw new Error('The VNC server takes no password.');
  server.write(Buffer.from([VNC_PASSWORD]));
  server.write(answerTo(await readExactly(server, 16), password));
  if ((await readExactly(server, 4)).readUInt32BE() !== 0)
    throw new Error('The VNC server does not take the password.');

  const [ours, viewers] = duplexPair();
  const end = () => {
    ours.destroy();
    viewers.destroy();
    server.destroy();
  };
  viewers.once('close', end);
  greet(ours)
    .then(() => Promise.all([pipeline(server, ours), pipeline(ours, server)]))
    .catch(() => undefined)
    .finally(end);
  return viewers;
}

/** Welcomes a viewer without asking for anything. What follows is between them and the server. */
async function greet(viewer: Duplex): Promise<void> {
  viewer.write(VERSION);
  const version = await readExactly(viewer, VERSION.length);
  if (!version.equals(VERSION)) throw new Error('The viewer speaks another version.');
  viewer.write(Buffer.from([1, NONE]));
  const [chosen] = await readExactly(viewer, 1);
  if (chosen !== NONE) throw new Error('The viewer chose what was not offered.');
  viewer.write(Buffer.alloc(4));
}
