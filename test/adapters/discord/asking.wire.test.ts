import { describe, expect, it } from 'vitest';
import { WAITS } from '../../../adapters/discord/waits.ts';
import { eventually } from '../../support/eventually.ts';
import { ANA, buttonsOf, openDeskLab, shownText } from './support/desk-lab.ts';

const CALLBACK = 'POST /interactions/:id/:token/callback';

describe('who sees what', () => {
  it.concurrent('a private command: one answer, at once, for the asker alone', async ({ onTestFinished }) => {
    const { discord, posted, ephemeral } = await openDeskLab({ onTestFinished });
    const ana = discord.person(ANA);
    const { ack } = await ana.command('/image list');
    expect(ack).toMatchObject({ type: 4, data: { flags: expect.any(Number) } });
    await ephemeral(ANA, /tiny/);
    expect(posted()).toEqual([]);
    expect(ana.ephemerals()).toHaveLength(1);
  });

  it.concurrent('a private command that takes long is promised to the asker alone', async ({
    onTestFinished,
  }) => {
    const { discord, hold, posted, ephemeral } = await openDeskLab({ onTestFinished });
    const answer = hold('answer');
    const { ack, message } = await discord.person(ANA).command('/image list');
    expect(ack).toMatchObject({ type: 5, data: { flags: 64 } });
    answer.letGo();
    expect((await ephemeral(ANA, /tiny/)).id).toBe(message()?.id);
    expect(posted()).toEqual([]);
  });

  it.concurrent('a command for the channel: one message that becomes a card', async ({ onTestFinished }) => {
    const { discord, posted, message } = await openDeskLab({ onTestFinished });
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    const card = await message(/running/);
    expect(buttonsOf(card)).toEqual(['Console', 'Stop', 'Restart', 'Delete']);
    expect(posted()).toHaveLength(1);
  });

  it.concurrent('a refusal is for the asker alone, also where an answer was promised to all', async ({
    onTestFinished,
  }) => {
    const { discord, hold, posted, ephemeral } = await openDeskLab({ onTestFinished });
    const ana = discord.person(ANA);
    await ana.command('/vm stop name:nosuch');
    await ephemeral(ANA, /no machine called nosuch/);
    const answer = hold('answer');
    const { ack } = await ana.command('/vm stop name:other');
    expect(ack?.type).toBe(5);
    answer.letGo();
    await ephemeral(ANA, /no machine called other/);
    expect(posted()).toEqual([]);
    expect(discord.space.messages.filter(({ onlyFor }) => onlyFor === null)).toHaveLength(1);
    expect(ana.ephemerals()).toHaveLength(2);
  });

  it.concurrent.for([
    ['meets a broken Discord', { kind: 'status', status: 502 }],
    ['is refused', { kind: 'error', status: 403, code: 50_013, message: 'Missing Permissions' }],
    ['is not confirmed', { kind: 'hang-up-after' }],
  ] as const)(
    'a refusal is never seen by all, also where deleting the promise %s',
    async ([, fault], { onTestFinished }) => {
      const { discord, hold, ephemeral } = await openDeskLab({ onTestFinished });
      discord.faults.next('DELETE /webhooks/:id/:token/messages/:id', fault);
      const answer = hold('answer');
      const { ack } = await discord.person(ANA).command('/vm stop name:other');
      expect(ack?.type).toBe(5);
      answer.letGo();
      await ephemeral(ANA, /no machine called other/);
      for (const one of discord.space.messages.filter(({ onlyFor }) => onlyFor === null))
        for (const said of one.history) expect(shownText(said)).toMatch(/^(|Answered in private\.)$/);
    },
  );

  it.concurrent('a refusal goes to the asker’s direct messages where the promise stays as it is', async ({
    onTestFinished,
  }) => {
    const { discord, hold, message } = await openDeskLab({ onTestFinished });
    const broken = { kind: 'error', status: 403, code: 50_013, message: 'Missing Permissions' } as const;
    discord.faults.next('DELETE /webhooks/:id/:token/messages/:id', broken);
    discord.faults.next('PATCH /webhooks/:id/:token/messages/:id', broken);
    const answer = hold('answer');
    await discord.person(ANA).command('/vm stop name:other');
    answer.letGo();
    const told = await message(/no machine called other/);
    expect(told.channel).toBe(discord.space.direct(ANA).id);
  });

  it.concurrent('a question is for the asker alone, also where an answer was promised to all', async ({
    onTestFinished,
  }) => {
    const { discord, hold, posted, ephemeral, message } = await openDeskLab({ onTestFinished });
    const ana = discord.person(ANA);
    await ana.command('/vm create image:tiny name:web1');
    await message(/running/);
    const answer = hold('answer');
    await ana.command('/vm delete name:web1');
    answer.letGo();
    expect(buttonsOf(await ephemeral(ANA, /cannot be undone/))).toContain('Delete');
    expect(posted()).toHaveLength(1);
  });

  it.concurrent('a word that labvm does not know: what it may have meant', async ({ onTestFinished }) => {
    const { discord, ephemeral } = await openDeskLab({ onTestFinished });
    await discord.person(ANA).command('/labvm command:vm lst');
    expect(shownText(await ephemeral(ANA, /no command/))).toMatch(/\/vm list/);
  });
});

describe('an acknowledgement', () => {
  it.concurrent('is given at once to what needs no time, and there is nothing more', async ({
    onTestFinished,
  }) => {
    const { discord, ephemeral } = await openDeskLab({ onTestFinished });
    await discord.person(ANA).command('/vm list');
    await ephemeral(ANA, /./);
    const calls = discord.space.calls.filter(({ route }) => /interactions|webhooks/.test(route));
    expect(calls.map(({ route }) => route)).toEqual([CALLBACK]);
  });

  it.concurrent('waits for no answer, however long that takes', async ({ onTestFinished }) => {
    const { discord, hold, ephemeral } = await openDeskLab({ onTestFinished });
    const answer = hold('answer');
    const { ack } = await discord.person(ANA).command('/vm list');
    expect(ack?.type).toBe(5);
    answer.letGo();
    await ephemeral(ANA, /no machines/i);
  });

  it.concurrent('comes after the record', async ({ onTestFinished }) => {
    const { discord, hold, ephemeral } = await openDeskLab({ onTestFinished });
    const [record, answer] = [hold('record'), hold('answer')];
    const asking = discord.person(ANA).command('/vm list');
    await record.reached;
    expect(discord.interactions.last()?.ack).toBeNull();
    record.letGo();
    await answer.reached;
    answer.letGo();
    expect((await asking).ack).not.toBeNull();
    await ephemeral(ANA, /no machines/i);
  });

  it.concurrent('comes first where an interaction arrives late', async ({ onTestFinished }) => {
    const { discord, message } = await openDeskLab({ onTestFinished, waits: { lateMs: WAITS.lateMs } });
    const { ack } = await discord.person(ANA).command('/vm create image:tiny name:web1', { lateMs: 2200 });
    expect(ack?.type).toBe(5);
    await message(/running/);
  });

  it.concurrent('that comes too late leaves everything as it was', async ({ onTestFinished }) => {
    const { discord, world, lab, lines } = await openDeskLab({
      onTestFinished,
      mayGoWrong: true,
      waits: { lateMs: WAITS.lateMs },
    });
    const { ack } = await discord.person(ANA).command('/vm create image:tiny name:web1', { lateMs: 3300 });
    expect(ack).toBeNull();
    await discord.until('the refusal', () => discord.space.calls.some(({ code }) => code === 10_062));
    await eventually('a line in the log', () =>
      lines.some(({ text }) => /did not take the answer/.test(text)),
    );
    expect(await lab().store.jobs.list({ limit: 9 })).toEqual([]);
    expect(world.machines.size).toBe(0);
    const open = () => lab().app.desk.mail.takeOpen('discord');
    await eventually('nothing open', open, (left) => left.length === 0);
  });

  it.concurrent('of what is delivered twice is given once, and nothing is done twice', async ({
    onTestFinished,
  }) => {
    const { discord, message, lab, posted } = await openDeskLab({ onTestFinished });
    const ana = discord.person(ANA);
    const asking = ana.command('/vm create image:tiny');
    ana.again();
    ana.again();
    await asking;
    await message(/running/);
    expect(await lab().store.jobs.list({ limit: 9 })).toHaveLength(1);
    expect(posted()).toHaveLength(1);
    expect(ana.ephemerals()).toEqual([]);
  });

  it.concurrent.for([
    ['is never brought', { kind: 'drop' }],
    ['is not confirmed', { kind: 'hang-up-after' }],
    ['is one too many', { kind: 'limited', retryAfterS: 0.3 }],
    ['meets a broken Discord', { kind: 'status', status: 502 }],
  ] as const)('that %s is given again, once', async ([, fault], { onTestFinished }) => {
    const { discord, ephemeral } = await openDeskLab({ onTestFinished });
    const ana = discord.person(ANA);
    discord.faults.next(CALLBACK, fault);
    await ana.command('/image list');
    await ephemeral(ANA, /tiny/);
    expect(ana.ephemerals()).toHaveLength(1);
  });

  it.concurrent('of a job that meets a broken Discord: its message is there all the same', async ({
    onTestFinished,
  }) => {
    const { discord, message, posted } = await openDeskLab({ onTestFinished });
    discord.faults.next(CALLBACK, { kind: 'status', status: 502 }, { kind: 'hang-up-after' });
    await discord.person(ANA).command('/vm create image:tiny name:web1');
    await message(/running/);
    expect(posted()).toHaveLength(1);
  });
});

it.concurrent('no secret stands in what is logged', async ({ onTestFinished }) => {
  const { discord, lines, ephemeral, message, hold } = await openDeskLab({
    onTestFinished,
    mayGoWrong: true,
    waits: { lateMs: WAITS.lateMs },
  });
  const ana = discord.person(ANA);
  const tokens: string[] = [discord.token];
  const asked = async (line: string, at?: { lateMs: number }) => {
    const done = ana.command(line, at);
    tokens.push(discord.interactions.last()?.token ?? '');
    await done;
  };
  await asked('/vm create image:tiny name:web1');
  await message(/running/);
  discord.faults.next(CALLBACK, { kind: 'error', status: 400, code: 50_035, message: 'Invalid Form Body' });
  await asked('/image list');
  await ephemeral(ANA, /tiny/);
  await asked('/vm list', { lateMs: 3300 });
  const answer = hold('answer');
  discord.faults.next('PATCH /webhooks/:id/:token/messages/:id', {
    kind: 'error',
    status: 404,
    code: 10_008,
    message: 'Unknown Message',
  });
  await asked('/vm list');
  answer.letGo();
  await eventually('an error in the log', () => lines.some(({ level }) => level === 'error'));
  expect(lines.length).toBeGreaterThan(2);
  const logged = JSON.stringify(lines, (_, value: unknown) =>
    value instanceof Error ? [value.name, value.message, value.stack, { ...value }] : value,
  );
  for (const token of tokens) {
    expect(token).not.toBe('');
    expect(logged).not.toContain(token);
  }
});
