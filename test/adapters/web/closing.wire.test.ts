import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { openWebLab } from './support/web-lab.ts';

it('the pages end with whatever is open: consoles, one that reads nothing, and half a request', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const lines = ['events', 'screen', 'serial', 'serial'].map((kind) => web.open(visitor, kind));
  for (const line of lines)
    await line.until('its first words', () => line.texts().length + line.bytes().length > 0);
  // It answers no close: neither of the socket nor of the connection.
  lines.at(-1)?.socket.pause();
  const half = connect(web.port, '127.0.0.1');
  await once(half, 'connect');
  half.write('GET /console/x HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  half.on('error', () => {});
  const cut = new Promise((resolve) => half.once('close', resolve));
  await web.close();
  await cut;
  for (const line of lines.slice(0, -1)) await line.closed;
  await expect(fetch(web.base)).rejects.toThrow();
  lines.at(-1)?.socket.terminate();
});
