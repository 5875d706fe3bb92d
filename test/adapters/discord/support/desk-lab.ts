import { Keyv } from 'keyv';
import { expect, type TestContext } from 'vitest';
import { openDiscord } from '../../../../adapters/discord/index.ts';
import type { DiscordSettings } from '../../../../adapters/discord/settings.ts';
import type { Waits } from '../../../../adapters/discord/waits.ts';
import { commands } from '../../../../commands/index.ts';
import type { Log } from '../../../../src/base/log.ts';
import type { Pause } from '../../../../src/chat/pause.ts';
import type { Session } from '../../../../src/chat/session.ts';
import { type ChatLab, openChatLab } from '../../../contract/chat-lab.ts';
import type { FakeWorld } from '../../../fakes/hypervisor.ts';
import {
  type DiscordServer,
  type DiscordServerOptions,
  type Message,
  startDiscordServer,
} from '../../../servers/discord/index.ts';
import { type Brake, createBrake } from './brake.ts';
import { buttonsOf, shownText } from './shown.ts';

export interface DeskLabOptions extends DiscordServerOptions {
  readonly onTestFinished: TestContext['onTestFinished'];
  /** What differs from the settings that this Discord wants. */
  settings?(discord: DiscordServer): Partial<DiscordSettings>;
  /** Waits that are not patient. */
  readonly waits?: Partial<Waits>;
  /** Whoever did not get an answer in time, and what Discord refused, is looked at by the test itself. */
  readonly mayGoWrong?: boolean;
  /** The clock between attempts to be in Discord. */
  readonly pause?: Pause;
}

export interface Line {
  readonly level: string;
  readonly fields: object;
  readonly text: string;
}

/** labvm in a strict Discord, in front of a lab in memory, with people who ask it for something. */
export interface DeskLab {
  readonly discord: DiscordServer;
  readonly world: FakeWorld;
  /** Everything that was logged. */
  readonly lines: readonly Line[];
  /** Lets labvm take longer over something than it waits for, until it is let go. */
  hold: Brake['hold'];
  lab(): ChatLab;
  enter(): Promise<Session>;
  /** Messages that all see, the newest state of each. */
  posted(): readonly Message[];
  /** Waits for a message that all see and that says this. */
  message(pattern: RegExp): Promise<Message>;
  /** Waits for what one person alone sees. */
  ephemeral(user: string, pattern: RegExp): Promise<Message>;
  /** Ends labvm without any grace, and starts it anew. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** People; each test has a server of its own. */
export const ANA = '345678901234567890';
export const BEN = '345678901234567891';
export const TEACHER = '345678901234567899';

/** A lab that labvm has not entered yet. */
export async function openOutside(options: DeskLabOptions): Promise<DeskLab> {
  const { onTestFinished } = options;
  const lines: Line[] = [];
  const at = (level: string) => (fields: object, text: string) => void lines.push({ level, fields, text });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const discord = await startDiscordServer(options);
  const memory = new Keyv();
  const brake = createBrake(options.waits);
  let lab = await openChatLab({ log, onTestFinished });
  let session: Session | null = null;
  let entering: Promise<unknown> = Promise.resolve();

  function enter(): Promise<Session> {
    const opening = open();
    entering = opening.catch(() => {});
    return opening;
  }

  async function open(): Promise<Session> {
    const { token, appId, apiUrl, cdnUrl } = discord;
    session = await openDiscord({
      settings: { token, appId, apiUrl, cdnUrl, guildIds: [], ...options.settings?.(discord) },
      desk: brake.slowed(lab.app.desk),
      commands,
      locale: 'en',
      memory,
      log,
      waits: brake.waits,
      ...(options.pause && { pause: options.pause }),
    });
    return session;
  }

  onTestFinished(async () => {
    await entering;
    await session?.close(0);
    await lab.stop();
    await discord.close();
    if (options.mayGoWrong) return;
    expect(discord.breaches).toEqual([]);
    expect(discord.timeouts).toEqual([]);
  });

  const posted = () =>
    discord.space.messages.filter(({ onlyFor, isDeleted }) => onlyFor === null && !isDeleted);
  return {
    discord,
    world: lab.world,
    lines,
    hold: brake.hold,
    lab: () => lab,
    enter,
    posted,
    message: (pattern) =>
      discord.until(`a message with ${pattern}`, () =>
        posted().findLast((one) => pattern.test(shownText(one))),
      ),
    ephemeral: (user, pattern) =>
      discord.until(`${pattern} for ${user} alone`, () =>
        discord.space.messages.findLast(
          (one) => one.onlyFor === user && !one.isDeleted && pattern.test(shownText(one)),
        ),
      ),
    async restart() {
      await session?.close(0);
      lab = await lab.restart();
      const before = discord.gateway.identified;
      await enter();
      await discord.until('labvm to be back', () => discord.gateway.identified > before);
    },
    async end() {
      await session?.close(0);
    },
  };
}

/** A lab that labvm serves. */
export async function openDeskLab(options: DeskLabOptions): Promise<DeskLab> {
  const lab = await openOutside(options);
  await lab.enter();
  await lab.discord.connected();
  return lab;
}

export { buttonsOf, shownText };
