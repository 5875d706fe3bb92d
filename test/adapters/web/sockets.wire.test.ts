import { expect, it } from 'vitest';
import { openWebLab } from './support/web-lab.ts';

it('a screen is joined both ways', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const line = web.open(await web.visit(await web.token('web1')), 'screen');
  await line.until('the greeting', () => line.bytes().toString() === 'RFB 003.008\n');
  line.socket.send(Buffer.from('RFB 003.008\n'));
  await line.until('the echo', () => line.bytes().length === 24);
});

it('a serial console is shared, and goes on where a page was', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const [one, two] = [web.open(visitor, 'serial'), web.open(visitor, 'serial')];
  for (const line of [one, two]) await line.until('its place', () => line.texts().length > 0);
  one.socket.send(Buffer.from('hello'));
  for (const line of [one, two])
    await line.until('the echo', () => line.bytes().toString().endsWith('hello'));
  const { offset } = one.texts()[0] as { offset: number };
  const back = web.open(visitor, `serial?from=${offset + one.bytes().length - 2}`);
  await back.until('the rest', () => back.bytes().toString() === 'lo');
  for (const wrong of ['-1', '1e9', 'x', '99999999999999999999', '']) {
    const line = web.open(visitor, `serial?from=${wrong}`);
    await line.until(wrong, () => line.bytes().toString().endsWith('hello'));
    line.socket.close();
    await line.closed;
  }
});

it('a machine that is off says so, and is started by an order of the one whose session it is', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  web.lab.world.shutdownFromInside('web1');
  for (const kind of ['screen', 'serial']) {
    const line = web.open(visitor, kind);
    expect((await line.closed).code, kind).toBe(4002);
  }
  for (const wrong of ['{"kind":"order","order":"delete"}', 'nonsense']) {
    const line = web.open(visitor, 'events');
    await line.until('the machine', () => line.texts().length > 0);
    line.socket.send(wrong);
    await line.closed;
  }
  const events = web.open(visitor, 'events');
  const powers = () => events.texts().flatMap(({ kind, power }) => (kind === 'machine' ? [power] : []));
  await events.until('off', () => powers().includes('off'));
  events.socket.send(JSON.stringify({ kind: 'order', order: 'start' }));
  await events.until('running', () => powers().includes('running'));
  await events.until('done', () =>
    events.texts().some(({ kind, text }) => kind === 'said' && text === 'Done.'),
  );
  expect(web.lab.world.machine('web1').power).toBe('running');
});

it('a machine whose host stopped it says why, when it happens and to whoever comes later', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const early = web.open(visitor, 'events');
  const states = (line: typeof early) => line.texts().filter(({ kind }) => kind === 'machine');
  await early.until('running', () => states(early).length > 0);
  web.lab.world.stall('web1', 'disk-full');
  const full = { kind: 'machine', power: 'paused', stall: 'disk-full' };
  await early.until('the stall', () => states(early).length > 1);
  expect(states(early).at(-1)).toEqual(full);
  const late = web.open(visitor, 'events');
  await late.until('the stall', () => states(late).length > 0);
  expect(states(late)).toEqual([full]);
});

it('an order that the person may not give is refused in words', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const events = web.open(await web.visit(await web.token('web1')), 'events');
  await events.until('the machine', () => events.texts().length > 1);
  events.socket.send(JSON.stringify({ kind: 'order', order: 'resume' }));
  await events.until('an answer', () => events.texts().some(({ kind }) => kind === 'said'));
  expect(events.texts().find(({ kind }) => kind === 'said')).toMatchObject({
    text: expect.stringContaining('web1'),
  });
});

it('a browser that does not read holds up the guest of nobody, and little memory', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const slow = web.open(visitor, 'serial');
  await slow.until('open', () => slow.texts().length > 0);
  slow.socket.pause();
  const quick = web.open(visitor, 'serial');
  await quick.until('open', () => quick.texts().length > 0);
  const block = Buffer.alloc(32 * 1024, 'y');
  const before = quick.bytes().length;
  const rounds = 400;
  for (let round = 1; round <= rounds; round += 1) {
    quick.socket.send(block);
    if (round % 20 === 0)
      await quick.until(`${round} blocks`, () => quick.bytes().length >= before + round * block.length);
  }
  expect(quick.bytes().length).toBe(before + rounds * block.length);
  slow.socket.resume();
  await slow.until('what it missed', () => slow.texts().some(({ kind }) => kind === 'skipped'));
  const skipped = slow.texts().flatMap((one) => (one.kind === 'skipped' ? [Number(one.bytes)] : []));
  const missed = skipped.reduce((sum, bytes) => sum + bytes, 0);
  await slow.until('the rest', () => slow.bytes().length + missed >= quick.bytes().length);
  expect(slow.bytes().length + missed).toBe(quick.bytes().length);
});
