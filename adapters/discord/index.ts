import type { APIInteraction } from 'discord.js';
import { createConversation } from '../../src/chat/conversation.ts';
import { keepUp } from '../../src/chat/keep-up.ts';
import { createOutbox } from '../../src/chat/outbox/index.ts';
import { createPeople } from '../../src/chat/people.ts';
import type { Session, SessionOptions } from '../../src/chat/session.ts';
import { createTasks } from '../../src/chat/tasks.ts';
import { askerOf } from './asker.ts';
import { createOpenAttached } from './attachments.ts';
import { createClient } from './client/index.ts';
import { createDiscordClock } from './clock.ts';
import { createForms } from './forms.ts';
import { createGateway } from './gateway/index.ts';
import { createInDiscord } from './in-discord.ts';
import { actOfRequest } from './inbound/index.ts';
import { listen } from './listen.ts';
import { createMembership } from './membership.ts';
import { PACE } from './pace.ts';
import { createPlaceWords } from './place-words.ts';
import { registerCommands, takeBackCommands } from './register-commands.ts';
import { renderMessage } from './render/index.ts';
import type { DiscordReply } from './reply.ts';
import { createRest } from './rest/index.ts';
import type { DiscordSettings } from './settings.ts';
import type { Refusal } from './token-errors.ts';
import { WAITS, type Waits } from './waits.ts';
import { whereLabvmIs } from './where-labvm-is.ts';

const CHAT = 'discord';

/**
 * Enters Discord: takes up what earlier processes left, and serves people from then on.
 * @throws UserError naming the variable that Discord refuses, and what to do
 */
export async function openDiscord(options: SessionOptions<DiscordSettings, Waits>): Promise<Session> {
  const { settings, desk, commands, locale, memory, log, waits = WAITS, pause, signal } = options;
  const { presence } = options;
  const over = new AbortController();
  const tasks = createTasks(log);
  const clock = createDiscordClock((aheadMs) => options.clocks?.tell('Discord', aheadMs));
  const rest = createRest(settings, { signal: over.signal, clock });
  const onError = (error: unknown) => log.warn({ err: error }, 'Discord did not answer a question');
  const people = createPeople({ ask: (user) => rest.userInfo(user), memory, locale, onError });
  const words = createPlaceWords(commands);
  const inDiscord = createInDiscord({ people, clock, words });

  let hasLeft = false;
  const onRefused = (refusal: Refusal) => {
    // The gateway and every call under way may each learn of it.
    if (hasLeft) return;
    hasLeft = true;
    log.error({ refusal }, 'Discord lets labvm in no more: labvm has left it');
    presence?.out(refusal);
    void leave();
  };
  const onRevoked = () => {
    if (!over.signal.aborted) onRefused('token');
  };
  const client = createClient(rest, renderMessage);
  const outbox = createOutbox({ client, pace: PACE, desk, inChat: inDiscord, log, onRevoked });
  const conversation = createConversation({ desk, tasks, owe: outbox.owe });
  const forms = createForms({ desk, waits, words });
  const { signal: calls } = over;
  const openAttached = createOpenAttached(settings, waits, calls);
  const asking = { people, inDiscord, forms, openAttached, clock, waits };
  const ports = { rest, client, outbox, ...asking, log, signal: calls, onRevoked };
  const registering = { settings, commands, rest, log, signal: calls };
  const membership = createMembership({ guildIds: settings.guildIds, rest, log });
  const hear = listen({ ...ports, settings, desk, commands, conversation, membership });
  const { guildIds } = settings;
  const onGuilds = (guilds: readonly string[], name: string) => {
    membership.invited(guilds);
    tasks.run(() => takeBackCommands(guilds, registering));
    if (!presence) return;
    tasks.run(async () => presence.entered(await whereLabvmIs(guilds, name, { rest, guildIds, onError })));
  };
  const gateway = createGateway({
    settings,
    log,
    clock,
    ...(pause && { pause }),
    onRefused,
    onGuilds,
    ...(presence && { presence }),
    onInteraction: (interaction: APIInteraction) => tasks.run(() => hear(interaction)),
  });
  let stopHearing = () => {};

  async function leave(): Promise<void> {
    stopHearing();
    await gateway.stop().catch(onError);
  }

  const giveUp = () => void gateway.stop();
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  await gateway.start();
  signal?.removeEventListener('abort', giveUp);
  stopHearing = await keepUp({
    ...ports,
    desk,
    chat: CHAT,
    tasks,
    resume(request, received) {
      const { at } = request.reply as DiscordReply;
      return conversation.resume(askerOf(actOfRequest(request), null, ports, at), received);
    },
  });
  tasks.run(() => registerCommands(registering));

  return {
    async close(graceMs) {
      await leave();
      await outbox.stop(graceMs);
      over.abort();
      await tasks.ended();
    },
  };
}
