import { Keyv } from 'keyv';
import type { TestContext } from 'vitest';
import { openSlack } from '../../../../adapters/slack/index.ts';
import type { SlackSettings } from '../../../../adapters/slack/settings.ts';
import { commands } from '../../../../commands/index.ts';
import { type Log, silentLog } from '../../../../src/base/log.ts';
import type { Pause } from '../../../../src/chat/pause.ts';
import { type ChatLab, openChatLab } from '../../../contract/chat-lab.ts';
import type { FakeWorld } from '../../../fakes/hypervisor.ts';
import {
  type Ephemeral,
  type Message,
  type SlackServer,
  type SlackServerOptions,
  startSlackServer,
} from '../../../servers/slack/index.ts';
import { PATIENT } from './patient.ts';

export interface SlackLabOptions extends SlackServerOptions {
  /** Of the test's own context: these tests run side by side, for most of their time is Slack's pace. */
  readonly onTestFinished: TestContext['onTestFinished'];
  readonly log?: Log;
  /** A port for signed requests instead of a socket. */
  readonly httpPort?: number;
  /** The clock between attempts to be in Slack. */
  readonly pause?: Pause;
  /** What is wrong with Slack before labvm enters; it is not waited for then. */
  readonly trouble?: (slack: SlackServer) => void;
}

/** labvm in a strict Slack, in front of a lab in memory. */
export interface SlackLab {
  readonly slack: SlackServer;
  readonly world: FakeWorld;
  lab(): ChatLab;
  /** What labvm has posted in the channels, newest state of each. */
  posted(): readonly Message[];
  /** Waits for a message that says this. */
  message(pattern: RegExp): Promise<Message>;
  /** Waits for what one person alone is shown. */
  ephemeral(user: string, pattern: RegExp): Promise<Ephemeral>;
  /** Ends labvm without any grace, and starts it anew; meanwhile something may be done to its files. */
  restart(meanwhile?: () => void): Promise<void>;
  /** Ends labvm. */
  end(): Promise<void>;
}

/** A log that a test can look into. */
export function recordingLog() {
  const lines: { level: string; fields: object; text: string }[] = [];
  const at = (level: string) => (fields: object, text: string) => void lines.push({ level, fields, text });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { lines, log };
}

export async function openSlackLab(options: SlackLabOptions): Promise<SlackLab> {
  const { log = silentLog, httpPort, onTestFinished } = options;
  const eventsUrl = httpPort === undefined ? {} : { eventsUrl: `http://127.0.0.1:${httpPort}/slack/events` };
  const slack = await startSlackServer({ ...options, ...eventsUrl });
  for (const channel of ['C1', 'C2']) slack.workspace.addChannel(channel);
  options.trouble?.(slack);
  const memory = new Keyv();
  let lab = await openChatLab({ log, onTestFinished });
  let chat = await enter();

  async function enter() {
    const opened = await openSlack({
      settings: settingsOf(slack, httpPort),
      desk: lab.app.desk,
      commands,
      locale: 'en',
      memory,
      log,
      waits: PATIENT,
      ...(options.pause && { pause: options.pause }),
    });
    if (!options.trouble) await slack.connected();
    return opened;
  }

  onTestFinished(async () => {
    await chat.close(0);
    await lab.stop();
    await slack.close();
  });

  const posted = () =>
    slack.workspace.messages.filter(({ user, isDeleted }) => user === slack.workspace.botUser && !isDeleted);
  return {
    slack,
    world: lab.world,
    lab: () => lab,
    posted,
    message: (pattern) =>
      slack.until(`a message with ${pattern}`, () =>
        posted().findLast((one) => pattern.test(shownText(one))),
      ),
    ephemeral: (user, pattern) =>
      slack.until(`${pattern} for ${user} alone`, () =>
        slack.workspace.ephemerals.findLast(
          (one) => one.user === user && !one.isDeleted && pattern.test(shownText(one)),
        ),
      ),
    async restart(meanwhile) {
      await chat.close(0);
      lab = await lab.restart(meanwhile);
      chat = await enter();
    },
    end: () => chat.close(0),
  };
}

export function settingsOf(slack: SlackServer, httpPort?: number): SlackSettings {
  const { botToken, apiUrl, filesUrl, appToken, signingSecret } = slack;
  const delivery =
    httpPort === undefined
      ? ({ kind: 'socket', appToken } as const)
      : ({ kind: 'http', signingSecret, port: httpPort, host: '127.0.0.1' } as const);
  return { botToken, apiUrl, filesUrl, delivery };
}

/** All that a message shows: the words of its blocks, or its text where it has none. */
export function shownText({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  return blocks.length === 0 ? text : blocks.map(wordsOf).join('\n');
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, title, ...rest } = value as Record<string, unknown>;
  const own = [title, text].map((one) => (typeof one === 'string' ? one : wordsOf(one))).join(' ');
  return `${own} ${Object.values(rest).map(wordsOf).join(' ')}`.replace(/ +/g, ' ');
}

/** The labels of a message's buttons. */
export function buttonsOf({ blocks }: Pick<Message, 'blocks'>): readonly string[] {
  return blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => (elements as { text: { text: string } }[]).map(({ text }) => text.text));
}
