import { App, type Receiver } from '@slack/bolt';
import { createConversation } from '../../src/chat/conversation.ts';
import { keepUp } from '../../src/chat/keep-up.ts';
import { createOutbox } from '../../src/chat/outbox/index.ts';
import { createPeople } from '../../src/chat/people.ts';
import { type Entry, UNTOLD } from '../../src/chat/presence.ts';
import type { Session, SessionOptions } from '../../src/chat/session.ts';
import { createTasks } from '../../src/chat/tasks.ts';
import { askerOf } from './asker.ts';
import { createOpenAttached } from './attachments.ts';
import { createClient } from './client/index.ts';
import { askForKinds } from './client/kinds.ts';
import { createWording } from './client/wording.ts';
import { createForm } from './form-opener.ts';
import { createHttp } from './http.ts';
import { createInSlack } from './in-slack.ts';
import { actOfRequest } from './inbound/invocation.ts';
import { listen } from './listen.ts';
import { PACE } from './pace.ts';
import { renderMessage } from './render/index.ts';
import { sdkLog } from './sdk-log.ts';
import type { SlackSettings } from './settings.ts';
import { createSocket, type SocketOptions } from './socket.ts';
import { WAITS, type Waits } from './waits.ts';
import type { Identity, Web } from './web/index.ts';

const CHAT = 'slack';

export type SlackOptions = SessionOptions<SlackSettings, Waits>;

/**
 * Enters the workspace: takes up what earlier processes left, and serves people from then on.
 * @param hangUp ends every call of `web` that still goes on
 * @throws UserError naming the variable whose token Slack refuses
 */
export async function openSession(
  web: Web,
  hangUp: () => void,
  identity: Identity,
  options: SlackOptions,
): Promise<Session> {
  const { desk, commands, locale, memory, log, waits = WAITS, signal, presence = UNTOLD } = options;
  const tasks = createTasks(log);
  const onError = (error: unknown) => log.warn({ err: error }, 'Slack did not answer a question');
  const people = createPeople({ ask: (user) => web.userInfo(user), memory, locale, onError });

  const inSlack = createInSlack(commands, people);
  let stopKeepingUp = () => {};
  const leave = async () => {
    stopKeepingUp();
    await receiver.stop().catch(onError);
  };
  const onRevoked = (code: string | number) => {
    log.error({ code }, 'Slack no longer takes our token: labvm has left this workspace');
    presence.out(String(code));
    void leave();
  };
  const over = new AbortController();
  const wording = createWording();
  const client = createClient(web, renderMessage, over.signal, wording);
  tasks.run(() => askForKinds(web, wording, log));
  const outbox = createOutbox({ client, pace: PACE, desk, inChat: inSlack, log, onRevoked });
  const form = createForm({ people, locale, commands, waits, onError, openView: web.openView });
  const conversation = createConversation({ desk, tasks, owe: outbox.owe });
  const ports = { desk, chat: CHAT, people, inSlack, locale, log, form, web, outbox };

  const receiver = receiverOf(options, { onOpen: outbox.wake, onDead: onRevoked });
  const { team, botUser } = identity;
  const app = boltOf(receiver, identity, options);
  const openAttached = createOpenAttached(options.settings, waits, over.signal);
  listen(app, { ...ports, commands, conversation, waits, openAttached, team, botUser });

  stopKeepingUp = await keepUp({
    ...ports,
    tasks,
    resume: (request, received) => conversation.resume(askerOf(actOfRequest(request), ports), received),
  });
  const giveUp = () => void receiver.stop().catch(onError);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  await app.start();
  presence.entered(entryOf(identity));
  signal?.removeEventListener('abort', giveUp);

  return {
    async close(graceMs) {
      await leave();
      await outbox.stop(graceMs);
      over.abort();
      hangUp();
      await tasks.ended();
    },
  };
}

/** Where labvm is, as people know it: a workspace's name may be another's as well, its address is not. */
function entryOf({ teamName, address, botName }: Identity): Entry {
  const host = URL.canParse(address) ? new URL(address).host : '';
  return { where: [host === '' ? teamName : `${teamName} (${host})`], as: botName };
}

/** How Slack brings what people do. */
function receiverOf(
  { settings: { delivery, apiUrl }, log, pause, presence }: SlackOptions,
  on: Pick<SocketOptions, 'onOpen' | 'onDead'>,
): Receiver {
  if (delivery.kind === 'http') return createHttp({ ...delivery, log });
  return createSocket({
    ...{ appToken: delivery.appToken, apiUrl, log, ...on },
    ...(pause && { pause }),
    ...(presence && { presence }),
  });
}

function boltOf(
  receiver: Receiver,
  { team, botUser, botId }: Identity,
  { settings, log }: SlackOptions,
): App {
  const { botToken, apiUrl } = settings;
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId, botUserId: botUser, teamId: team }),
    convoStore: false,
    logger: sdkLog(log),
    clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
  });
  app.error(async (error) => log.error({ err: error }, 'something that Slack brought was not understood'));
  return app;
}
