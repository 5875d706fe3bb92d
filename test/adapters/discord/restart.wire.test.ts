import { expect, it } from 'vitest';
import { type Act, invocationOf } from '../../../adapters/discord/inbound/index.ts';
import { replyOf } from '../../../adapters/discord/reply.ts';
import { settled } from '../../contract/chat-lab.ts';
import type { Interaction } from '../../servers/discord/interactions.ts';
import { ANA, type DeskLab, openDeskLab, shownText } from './support/desk-lab.ts';

/** Begins an interaction that labvm never hears of, and records it as if a process had died after that. */
async function recorded(
  { discord, lab }: DeskLab,
  line: string,
  acknowledged: 'alone' | 'to all' | null,
  ageMs = 0,
) {
  discord.person(ANA, { name: 'Ana' });
  const interaction: Interaction = discord.interactions.begin({
    type: 2,
    user: ANA,
    channel: discord.channel,
    pressed: null,
  });
  const { id, token } = interaction;
  if (acknowledged) {
    const body = JSON.stringify({ type: 5, ...(acknowledged === 'alone' ? { data: { flags: 64 } } : {}) });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${discord.apiUrl}/v10/interactions/${id}/${token}/callback`, {
      method: 'POST',
      body,
      headers,
    });
  }
  const act: Act = {
    id: `discord:${id}`,
    user: ANA,
    userName: 'Ana',
    locale: 'en',
    guild: discord.guild,
    isElsewhere: false,
    channel: discord.channel,
    line,
    interaction: { id, token },
    pressed: null,
  };
  const {
    id: invocationId,
    actor,
    place,
    locale,
    reply,
  } = invocationOf(act, replyOf(act, Date.now() - ageMs));
  const { workers, audit } = lab().store;
  const worker = await workers.enter();
  const entry = { invocationId, at: new Date(), actorId: actor.id, place, command: 'image list', line };
  const request = { invocationId, actor, place, locale, line, reply: reply ?? null };
  await audit.record({ ...entry, allowed: true, rule: 'test' }, { request, worker });
  await workers.leave(worker);
}

it.concurrent('what was acknowledged is answered by the next process, to the asker alone', async (context) => {
  const opened = await openDeskLab(context);
  await recorded(opened, '/image list', 'alone');
  await opened.restart();
  await opened.ephemeral(ANA, /tiny/);
  expect(opened.discord.space.messages).toHaveLength(1);
});

it.concurrent('what was refused is told by the next process', async (context) => {
  const opened = await openDeskLab(context);
  await recorded(opened, '/vm show nothing-here', 'alone');
  await opened.restart();
  await opened.ephemeral(ANA, /nothing-here/);
  expect(opened.discord.space.messages).toHaveLength(1);
});

it.concurrent('what was promised to all and is refused is told to the asker alone', async (context) => {
  const opened = await openDeskLab(context);
  await recorded(opened, '/vm stop nothing-here', 'to all');
  await opened.restart();
  await opened.ephemeral(ANA, /nothing-here/);
  for (const { onlyFor, history } of opened.discord.space.messages)
    if (onlyFor === null) expect(history.map(shownText).join('')).toBe('');
});

it.concurrent('what was never acknowledged is not carried out, for it was asked again', async (context) => {
  const opened = await openDeskLab(context);
  await recorded(opened, '/vm create tiny web1', null);
  await opened.restart();
  await opened.discord.until('the look', () =>
    opened.discord.space.calls.some(
      ({ route, code }) => route.startsWith('GET /webhooks') && code === 10_015,
    ),
  );
  await opened.discord.person(ANA).command('/vm list');
  expect(opened.world.machines.size).toBe(0);
  const { audit, workers } = opened.lab().store;
  expect(await audit.takeOpen('discord', await workers.enter())).toEqual([]);
});

it.concurrent('what was promised longer ago than an answer lives comes directly', async (context) => {
  const opened = await openDeskLab(context);
  await recorded(opened, '/image list', 'alone', 60 * 60_000);
  opened.discord.expireTokens();
  await opened.restart();
  const said = await opened.message(/tiny/);
  expect(said.channel).toBe(opened.discord.space.direct(ANA).id);
});

it.concurrent('a job goes on in the same message after a restart', async (context) => {
  const { discord, message, posted, restart, world } = await openDeskLab(context);
  world.guests.bootMs = Number.POSITIVE_INFINITY;
  await discord.person(ANA).command('/vm create image:tiny name:web1');
  const before = await message(/Creating web1/);
  world.guests.bootMs = 0;
  await restart();
  const card = await message(/State:\*\* running/);
  expect(card.id).toBe(before.id);
  expect(posted()).toHaveLength(1);
});

it.concurrent('a notice whose receipt was lost is found again, and not posted twice', async (context) => {
  const { discord, lab, message, posted, restart, world } = await openDeskLab(context);
  await discord.person(ANA).command('/vm create image:tiny name:web1');
  const card = await message(/running/);
  await settled(lab(), 'web1');
  discord.faults.next('POST /channels/:id/messages', { kind: 'delay', ms: 60_000 });
  world.crash('web1');
  await message(/web1 has crashed/);
  await restart();
  await discord.until('the look', () =>
    discord.space.calls.some(({ route }) => route === 'GET /channels/:id/messages'),
  );
  const notices = posted().filter((one) => /has crashed/.test(shownText(one)));
  expect(notices).toMatchObject([{ replyTo: card.id }]);
});
