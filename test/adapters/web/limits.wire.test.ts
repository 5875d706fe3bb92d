import { expect, it } from 'vitest';
import { FAILED_TRIES, RATES } from '../../../src/access/rates.ts';
import { openWebLab } from './support/web-lab.ts';

it('a used link that is tried again and again is one row with a count, and told to wait', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  expect((await web.post('api/open', { token })).status).toBe(200);
  const tries = Array.from({ length: FAILED_TRIES.most + 40 }, () => web.post('api/open', { token }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 403)).toHaveLength(FAILED_TRIES.most);
  const last = await web.post('api/open', { token }, { 'accept-language': 'es' });
  expect(last.status).toBe(429);
  expect(await last.json()).toMatchObject({
    text: 'Demasiado seguido: el límite es de 60 intentos fallidos desde una dirección por minuto.',
    hint: expect.stringContaining('Inténtelo de nuevo dentro de'),
  });
  expect(await web.counted(FAILED_TRIES.most + 41)).toMatchObject([{ what: 'console open: used' }]);
  // What is somebody's own opens all the same: no stranger at the same address locks them out.
  expect((await web.post('api/open', { token: await web.token('web1') })).status).toBe(200);
});

it('a page that floods its socket with orders is held, told a few times, and counted', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const events = web.open(visitor, 'events');
  await events.until('the machine', () => events.texts().some(({ kind }) => kind === 'machine'));
  const { most } = RATES.student.rates.request;
  const sent = most + 2000;
  for (let n = 0; n < sent; n += 1) events.socket.send(JSON.stringify({ kind: 'order', order: 'start' }));
  // The creation of the machine was a request, too.
  const rows = await web.counted(sent - most + 1);
  expect(rows).toMatchObject([{ what: ': rate: That is too often: the limit is 60 requests per minute.' }]);
  const tooOften = events.texts().filter(({ text }) => String(text).startsWith('That is too often'));
  expect(tooOften).toHaveLength(3);
  events.socket.terminate();
});

it('a page that sends what is no order is cut off', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  for (const stray of ['{"order":"delete"}', 'x'.repeat(60_000)]) {
    const events = web.open(visitor, 'events');
    await events.until('the machine', () => events.texts().some(({ kind }) => kind === 'machine'));
    events.socket.send(stray);
    expect(await events.closed).toMatchObject({ code: 1008 });
  }
});

it('whoever has as many sessions as they may is told so, and keeps the link', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const { sessions } = RATES.student.caps;
  for (let n = 0; n < sessions; n += 1)
    expect((await web.post('api/open', { token: await web.token('web1') })).status).toBe(200);
  const token = await web.token('web1');
  for (let n = 0; n < 2; n += 1) {
    const refused = await web.post('api/open', { token });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ text: expect.stringContaining('20 open console sessions') });
  }
  expect(await web.counted(2)).toMatchObject([{ what: 'console open: too many sessions', count: 2 }]);
});

it('a session’s page opens so often and no oftener', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const { most } = RATES.student.rates.entry;
  const pages = await Promise.all(Array.from({ length: most }, () => web.page(visitor, 'session')));
  expect(pages.every(({ status }) => status === 200)).toBe(true);
  const held = await web.page(visitor, 'session');
  expect(held.status).toBe(429);
  expect(await held.json()).toMatchObject({
    text: expect.stringContaining('300 opened consoles per minute'),
  });
});

it.each([
  ['nobody is believed', [], '127.0.0.1'],
  ['the proxy that was set up is', ['loopback'], '203.0.113.7'],
  ['and no other one', ['10.0.0.5'], '127.0.0.1'],
] as const)('an address that is passed on: %s', async (_what, trustedProxies, from) => {
  const web = await openWebLab({ trustedProxies });
  await web.post('api/open', { token: 'x' }, { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' });
  const [row] = await web.counted(1);
  expect(row?.line.endsWith(` from ${from}`)).toBe(true);
});

it('browsers from everywhere that fail fill no more rows than a few, and one counts the rest', async () => {
  const web = await openWebLab({ trustedProxies: ['loopback'] });
  for (let n = 0; n < 150; n += 1)
    await web.post('api/open', { token: 'x' }, { 'x-forwarded-for': `2001:db8::${n.toString(16)}` });
  const rows = await web.counted(150);
  expect(rows).toHaveLength(121);
  expect(rows.at(-1)).toMatchObject({ what: 'web: too many', count: 30 });
});
