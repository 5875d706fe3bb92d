import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ANA, openWebLab } from './support/web-lab.ts';

it('a link opens once; another attempt is told that it was used', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  expect((await web.post('api/open', { token })).status).toBe(200);
  const again = await web.post('api/open', { token });
  expect(again.status).toBe(403);
  expect(await again.json()).toMatchObject({ text: expect.stringContaining('has already been opened') });
  expect(web.refusals()).toEqual(['console open: used']);
});

it('two who open the same link at once: one is in', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  const attempts = await Promise.all(Array.from({ length: 8 }, () => web.post('api/open', { token })));
  expect(attempts.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
});

it('a link is worth nothing after ten minutes, and none that was never made', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1000 });
  onTestFinished(() => void vi.useRealTimers());
  expect((await web.post('api/open', { token })).status).toBe(403);
  for (const forged of ['x', `${token}x`, token.slice(1), `A${token.slice(1)}`, "' OR 1=1 --", '\0'])
    expect((await web.post('api/open', { token: forged })).status, forged).toBe(403);
  expect(web.refusals()).toEqual(['console open: expired', 'console open: unknown']);
});

it.each([
  '{}',
  '[]',
  'null',
  '{"token":{}}',
  '{"token":""}',
  '{"__proto__":{"token":"x"}}',
  '{"token":',
  JSON.stringify({ token: 'x'.repeat(300) }),
  JSON.stringify({ token: 'x'.repeat(5000) }),
])('a broken request is refused: example %#', async (body) => {
  const web = await openWebLab();
  const { status } = await web.post('api/open', body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(web.refusals()).toHaveLength(1);
});

it('a page of somebody else can neither open a link nor a socket', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  for (const origin of [
    'https://evil.example',
    'null',
    'https://lab.example.evil.example',
    'http://lab.example',
  ])
    expect((await web.post('api/open', { token }, { origin })).status, origin).toBe(403);
  const visitor = await web.visit(token);
  for (const kind of ['screen', 'serial', 'events']) {
    const path = `console/${visitor.id}/${kind}`;
    expect(await web.refusal(path, { cookie: visitor.cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await web.refusal(path, { cookie: visitor.cookie })).toBe(403);
    expect(await web.refusal(path, { cookie: visitor.cookie, origin: web.origin })).toBe(101);
  }
  expect(web.refusals().filter((one) => one.endsWith('wrong origin'))).toHaveLength(1 + 3);
});

it('a ticket opens its own session alone', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  await web.machine('web2', 'slack:T1:UBEN');
  const ana = await web.visit(await web.token('web1'));
  const ben = await web.visit(await web.token('web2', { id: 'slack:T1:UBEN', displayName: 'Ben' }));
  const mixed = { id: ben.id, cookie: ana.cookie };
  expect((await web.page(ana)).status).toBe(200);
  expect((await web.page(mixed)).status).toBe(403);
  expect((await web.page({ id: ben.id, cookie: '' })).status).toBe(403);
  for (const id of [ben.id, 'AAAAAAAAAAAA', '..%2f..%2fetc', '%00', 'x'.repeat(300)]) {
    for (const kind of ['screen', 'serial', 'events']) {
      const status = await web.refusal(`console/${id}/${kind}`, { cookie: ana.cookie, origin: web.origin });
      expect([403, 404, 414], `${id} ${kind}`).toContain(status);
    }
  }
  expect(web.refusals().length).toBeGreaterThanOrEqual(4);
});

it.each([
  '/assets/../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/etc/passwd',
  '//etc/passwd',
  '/assets/',
  '/console/',
  '/open/../api/open',
  '/.env',
  '/labvm/../../etc/passwd',
  '/assets/style.css%00.js',
])('no path leads to a file: %s', async (path) => {
  const web = await openWebLab();
  // `fetch` tidies paths up before it sends them.
  const { port } = new URL(web.base);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect(answer).not.toMatch(/root:|"dependencies"/);
  expect(web.refusals()).toHaveLength(1);
});

it('who sends too much at once is cut off, and others go on', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  for (const kind of ['screen', 'serial', 'events']) {
    const line = web.open(visitor, kind);
    await line.until(kind, () => line.socket.readyState === line.socket.OPEN);
    line.socket.send(Buffer.alloc(65 * 1024 + 1));
    expect((await line.closed).code, kind).toBe(1009);
  }
  expect((await web.page(visitor)).status).toBe(200);
  expect(web.refusals()).toEqual(
    ['screen', 'serial', 'events'].map((kind) => `console ${kind}: message too long`),
  );
});

it('a session has only so many sockets', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const open = Array.from({ length: 4 }, () => web.open(visitor, 'events'));
  for (const line of open) await line.until('open', () => line.texts().length > 0);
  const headers = { cookie: visitor.cookie, origin: web.origin };
  expect(await web.refusal(`console/${visitor.id}/events`, headers)).toBe(403);
  open[0]?.socket.close();
  await open[0]?.closed;
  await expect.poll(() => web.refusal(`console/${visitor.id}/events`, headers)).toBe(101);
});

it('a session ends with what ends it, while the page is open and after', async () => {
  const web = await openWebLab();
  for (const name of ['asked', 'deleted', 'given']) await web.machine(name);
  const { ways, hypervisor } = web.lab.app.consoles;
  const ends: Record<string, () => unknown> = {
    asked: async () => ways.revoke({ vm: (await hypervisor.find('asked')) as never }),
    deleted: () => web.lab.world.removedBySomebody('deleted'),
    given: () => web.lab.world.handedOver('given', 'slack:T1:UBEN'),
  };
  for (const [name, end] of Object.entries(ends)) {
    const visitor = await web.visit(await web.token(name));
    const unopened = await web.token(name);
    const lines = ['events', 'screen', 'serial'].map((kind) => web.open(visitor, kind));
    for (const line of lines) await line.until(name, () => line.socket.readyState === line.socket.OPEN);
    await lines[0]?.until(
      'the machine',
      () => lines[0]?.texts().some(({ kind }) => kind === 'machine') ?? false,
    );
    await end();
    for (const line of lines) expect((await line.closed).code, name).toBe(4001);
    expect(lines[0]?.texts().at(-1), name).toMatchObject({ kind: 'ended' });
    expect((await web.page(visitor)).status, name).toBe(403);
    expect((await web.page(visitor, 'session')).status, name).toBe(403);
    expect((await web.post('api/open', { token: unopened })).status, name).toBe(403);
  }
});

it('another labvm that takes access back ends what is open here', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const line = web.open(visitor, 'events');
  await line.until('open', () => line.texts().length > 1);
  const vm = await web.lab.app.consoles.hypervisor.find('web1');
  // As a process of its own would: in the database, and by ringing.
  await web.lab.store.grants.revoke({ ref: vm?.ref as never }, 'asked', new Date(), { since: new Date(0) });
  expect((await line.closed).code).toBe(4001);
});

it('a session is over after a quarter of an hour without anybody, and after eight hours at the latest', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const start = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: start + 14 * 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect((await web.page(visitor)).status).toBe(200);
  vi.setSystemTime(start + 30 * 60_000);
  expect((await web.page(visitor)).status).toBe(403);
  vi.setSystemTime(start);
  const other = await web.visit(await web.token('web1'));
  for (let minute = 10; minute < 480; minute += 10) {
    vi.setSystemTime(start + minute * 60_000);
    expect((await web.page(other)).status, String(minute)).toBe(200);
  }
  vi.setSystemTime(start + 480 * 60_000 + 1000);
  expect((await web.page(other)).status).toBe(403);
  expect(web.refusals()).toEqual(['console enter: over', 'console enter: over']);
});

it('whoever may no longer see a console is out', async () => {
  const web = await openWebLab();
  await web.machine('web1', 'slack:T1:UBEN');
  // A student who was granted what is not his: as if his role had been another.
  expect((await web.post('api/open', { token: await web.token('web1', ANA) })).status).toBe(403);
  expect(web.refusals()).toEqual(['console open: not-allowed']);
});

it('a host that does not answer costs nobody his link', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  web.lab.world.lostConnection();
  expect((await web.post('api/open', { token })).status).toBe(503);
  web.lab.world.reconnected();
  expect((await web.post('api/open', { token })).status).toBe(200);
});
