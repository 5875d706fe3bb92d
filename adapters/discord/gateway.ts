import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIInteraction,
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayDispatchEvents,
  type GatewayReadyDispatchData,
  Options,
} from 'discord.js';
import { inTime } from '../../src/chat/in-time.ts';
import type { DiscordSettings } from '../../src/discord-settings.ts';
import type { Log } from '../../src/log.ts';
import { failureOf, restOptions } from './rest/index.ts';
import { type Refusal, refusalOfClose, refusedBy } from './token-errors.ts';

export interface GatewayOptions {
  readonly settings: DiscordSettings;
  readonly log: Log;
  /** Somebody did something. */
  onInteraction(interaction: APIInteraction): void;
  /** Which servers labvm was invited to. */
  onGuilds(guilds: readonly string[]): void;
  /** Discord lets us in no more. */
  onRefused(refusal: Refusal): void;
}

/** The connection that Discord brings everything by. */
export interface Gateway {
  /**
   * Enters; where Discord cannot be reached it goes on trying behind.
   * @throws UserError where Discord refuses the token, the application or the intents
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How long the first connection is waited for, in milliseconds; after that labvm goes on without it. */
const FIRST_MS = 10_000;
/** How long is waited before Discord is asked again for its gateway: at first, and at most; in milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Thrown within, where no further attempt is of use. */
class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`Discord refuses: ${refusal}`);
    this.refusal = refusal;
  }
}

export function createGateway({
  settings,
  log,
  onGuilds,
  onInteraction,
  onRefused,
}: GatewayOptions): Gateway {
  const over = new AbortController();
  let client: Client | null = null;
  let isIn = false;

  async function enter(): Promise<void> {
    // Interactions come without any intent, and nothing of them is kept.
    const entering = new Client({
      intents: [],
      rest: restOptions(settings.apiUrl),
      makeCache: Options.cacheWithLimits({ MessageManager: 0, UserManager: 0, GuildMemberManager: 0 }),
    });
    client = entering;
    let closed: Refusal | null = null;
    const { promise: ready, resolve: isReady } = Promise.withResolvers<string>();
    entering.ws.on(GatewayDispatchEvents.Ready, ({ application, guilds }: GatewayReadyDispatchData) => {
      onGuilds(guilds.map(({ id }) => id));
      isReady(application.id);
    });
    entering.ws.on(GatewayDispatchEvents.InteractionCreate, onInteraction);
    entering.on(Events.Error, (error) => log.warn({ err: error }, 'the Discord SDK reports an error'));
    entering.on(Events.ShardError, (error) => log.warn({ err: error }, 'the connection to Discord broke'));
    entering.on(Events.ShardReconnecting, () => {
      if (!over.signal.aborted) log.info({}, 'connecting to Discord again');
    });
    entering.on(Events.ShardDisconnect, ({ code }) => {
      closed = refusalOfClose(code);
      if (isIn && closed) onRefused(closed);
    });
    try {
      await entering.login(settings.token);
    } catch (error) {
      const refusal = closed ?? (isTokenWrong(error) ? 'token' : null);
      // A client that could not enter is of no use any more.
      await entering.destroy();
      throw refusal ? new RefusedError(refusal) : error;
    }
    if ((await ready) !== settings.appId) throw new RefusedError('app');
    isIn = true;
  }

  async function keepTrying(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        return await enter();
      } catch (error) {
        if (error instanceof RefusedError || over.signal.aborted) throw error;
        log.warn({ err: error }, 'Discord cannot be entered yet, trying again');
      }
      await sleep(pauseMs, undefined, { signal: over.signal });
    }
  }

  async function stop(): Promise<void> {
    over.abort();
    await client?.destroy();
  }

  return {
    async start() {
      let isWaitedFor = true;
      const entering = keepTrying().then(
        () => null,
        (error: unknown) => {
          if (over.signal.aborted) return null;
          if (!(error instanceof RefusedError)) throw error;
          if (!isWaitedFor) onRefused(error.refusal);
          return error.refusal;
        },
      );
      const refusal = await inTime(FIRST_MS, entering);
      isWaitedFor = false;
      if (!refusal) return;
      await stop();
      throw refusedBy(refusal);
    },
    stop,
  };
}

function isTokenWrong(error: unknown): boolean {
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  return failureOf(error).kind === 'revoked';
}
