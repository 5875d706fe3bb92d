import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { type FileHost, fetchAttached } from '../../../adapters/file/fetch-attached.ts';
import { UserError } from '../../../src/base/errors.ts';

const PATIENT_MS = 600_000;

interface Place {
  readonly origin: string;
  readonly asked: IncomingMessage[];
}

/** A host that answers like this, and what it was asked. */
async function host(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Place> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const at = (origin: string, more: Partial<FileHost> = {}): FileHost => ({
  origin,
  deadlineMs: PATIENT_MS,
  signal: new AbortController().signal,
  ...more,
});

async function refusal(url: string, from: FileHost, most = 100): Promise<string> {
  const error: unknown = await fetchAttached({ name: 'seed.yaml', url }, from, most).then(
    () => new Error('taken'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  return error.text.en;
}

it('fetches what is there, and shows the token', async () => {
  const { origin, asked } = await host((_, response) => response.end('a: b\n'));
  const headers = { authorization: 'Bearer secret' };
  const bytes = await fetchAttached({ name: 'x', url: `${origin}/a` }, at(origin, { headers }), 5);
  expect(Buffer.from(bytes).toString()).toBe('a: b\n');
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'accept-encoding': 'identity' });
});

it('asks nobody but the chat’s own host', async () => {
  const { origin } = await host((_, response) => response.end());
  const other = await host((_, response) => response.end('secret'));
  for (const url of [`${other.origin}/a`, 'file:///etc/passwd', 'nonsense', origin.replace('http', 'https')])
    expect(await refusal(url, at(origin))).toContain('not where this chat keeps its files');
  expect(other.asked).toEqual([]);
});

it('follows nothing elsewhere', async () => {
  const other = await host((_, response) => response.end('secret'));
  const { origin } = await host((_, response) => {
    response.writeHead(302, { location: `${other.origin}/login` });
    response.end();
  });
  expect(await refusal(`${origin}/a`, at(origin))).toContain('the chat answers 302');
  expect(other.asked).toEqual([]);
});

it.each([
  ['says so', (response: ServerResponse) => response.end('x'.repeat(101))],
  [
    'does not say so',
    (response: ServerResponse) => {
      response.write('x'.repeat(60));
      response.write('x'.repeat(60));
    },
  ],
  [
    'was packed',
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('x'.repeat(100_000)));
    },
  ],
])('takes no more than it may, where the host %s', async (_, answer) => {
  const { origin } = await host((_request, response) => answer(response));
  expect(await refusal(`${origin}/a`, at(origin))).toBe('seed.yaml has more than 100 bytes.');
});

it('waits no longer than it may', async () => {
  const { origin } = await host((_, response) => response.write('a'));
  expect(await refusal(`${origin}/a`, at(origin, { deadlineMs: 50 }))).toContain('did not come in time');
});

it('says that nothing can be reached', async () => {
  const { origin } = await host((request) => request.socket.destroy());
  expect(await refusal(`${origin}/a`, at(origin))).toContain('cannot be reached');
});
