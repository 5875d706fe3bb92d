import { App } from '@slack/bolt';
import type { Log } from '../../src/base/log.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Desk, LeftRequest } from '../../src/chat/desk.ts';
import { tellNotice } from '../../src/chat/notices.ts';
import type { OutMessage } from '../../src/chat/outbox/store.ts';
import { owedMessage } from '../../src/chat/owed-message.ts';
import type { Pause } from '../../src/chat/pause.ts';
import { createPeople, type Memory } from '../../src/chat/people.ts';
import { takeUp } from '../../src/chat/take-up.ts';
import { createTasks } from '../../src/chat/tasks.ts';
import type { Command } from '../../src/command/command.ts';
import { createForm } from './form-opener.ts';
import { createHttp } from './http.ts';
import { createInSlack } from './in-slack.ts';
import { actOfRequest } from './inbound/invocation.ts';
import { listen } from './listen.ts';
import { createOutbox } from './outbox/index.ts';
import { renderMessage } from './render/index.ts';
import type { SlackReply } from './reply.ts';
import { sdkLog } from './sdk-log.ts';
import { createServe } from './serve.ts';
import type { SlackSettings } from './settings.ts';
import { createSocket } from './socket.ts';
import { WAITS, type Waits } from './waits.ts';
import type { Identity, Web } from './web/index.ts';

const CHAT = 'slack';

export interface SessionOptions {
  readonly settings: SlackSettings;
  readonly desk: Desk;
  readonly commands: readonly Command[];
  /** The language of those Slack says nothing of. */
  readonly locale: Locale;
  readonly memory: Memory;
  readonly log: Log;
  /** How long people are kept waiting; as Slack wants it unless given. */
  readonly waits?: Waits;
  /** Waits between attempts to be in Slack; by the clock unless it is given. */
  readonly pause?: Pause;
  /** When nobody waits any more for a chat that does not let labvm in; whoever is in then is closed as ever. */
  readonly signal?: AbortSignal;
}

/** labvm in a Slack workspace. */
export interface Session {
  /** Hears nothing more, and says for at most so long what is still to be said. */
  close(graceMs: number): Promise<void>;
}

/**
 * Enters the workspace: takes up what earlier processes left, and serves people from then on.
 * @param hangUp ends every call of `web` that still goes on
 * @throws UserError naming the variable whose token Slack refuses
 */
export async function openSession(
  web: Web,
  hangUp: () => void,
  identity: Identity,
  options: SessionOptions,
): Promise<Session> {
  const { settings, desk, commands, locale, memory, log, waits = WAITS, pause, signal } = options;
  const { botToken, apiUrl, delivery } = settings;
  const tasks = createTasks(log);
  const onError = (error: unknown) => log.warn({ err: error }, 'Slack did not answer a question');
  const people = createPeople({ ask: (user) => web.userInfo(user), memory, locale, onError });

  const inSlack = createInSlack(commands, people);
  const leave = async () => {
    stopNotices();
    stopTakingUp();
    await receiver.stop().catch(onError);
  };
  const onRevoked = (code: string) => {
    log.error({ code }, 'Slack no longer takes our token: labvm has left this workspace');
    void leave();
  };
  const outbox = createOutbox({ web, render: renderMessage, log, onRevoked });
  const owe = (message: OutMessage) => outbox.owe(owedMessage<SlackReply>(message, desk, inSlack));
  const form = createForm({
    people,
    locale,
    commands,
    waits,
    openView: (triggerId, view) => web.openView(triggerId, view),
    onError,
  });
  const serve = createServe({
    desk,
    chat: CHAT,
    people,
    inSlack,
    locale,
    log,
    tasks,
    form,
    say: (answer) => outbox.say(answer),
    owe,
    respond: (responseUrl, body) => web.respond(responseUrl, body),
  });

  const receiver =
    delivery.kind === 'socket'
      ? createSocket({ appToken: delivery.appToken, apiUrl, log, onDead: onRevoked, ...(pause && { pause }) })
      : createHttp({ ...delivery, log });
  const { team, botUser, botId } = identity;
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId, botUserId: botUser, teamId: team }),
    convoStore: false,
    logger: sdkLog(log),
    clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
  });
  app.error(async (error) => log.error({ err: error }, 'something that Slack brought was not understood'));
  listen(app, { desk, chat: CHAT, commands, people, locale, serve, tasks, waits, team, botUser });

  const finish = ({ request, received }: LeftRequest) => serve.finish(actOfRequest(request), received);
  const stopNotices = desk.onNotice((notice) =>
    tasks.run(() => tellNotice(notice, { desk, chat: CHAT, log, besideCard, owe })),
  );
  const stopTakingUp = await takeUp({ desk, chat: CHAT, finish, tasks, log, owe });
  const giveUp = () => void receiver.stop().catch(onError);
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  await app.start();
  signal?.removeEventListener('abort', giveUp);

  return {
    async close(graceMs) {
      await leave();
      await outbox.stop(graceMs);
      hangUp();
      await tasks.ended();
    },
  };
}

/** The thread that a card stands in or begins. */
function besideCard({ ref, place }: OutMessage): { channel: string; thread: string } | null {
  const [channel, ts] = ref?.split('/') ?? [];
  if (channel === undefined || ts === undefined) return null;
  return { channel, thread: (channel === place.channel ? place.thread : undefined) ?? ts };
}
