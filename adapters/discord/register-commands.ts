import type { Log } from '../../src/base/log.ts';
import { isRefusal } from '../../src/chat/call-failure.ts';
import { createOutage } from '../../src/chat/outage.ts';
import { backoffMs } from '../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../src/chat/pause.ts';
import type { Command } from '../../src/command/command.ts';
import { applicationCommands, type CommandLike, sameCommands } from './register/index.ts';
import { CODES, failureOf, type Rest } from './rest/index.ts';
import type { DiscordSettings } from './settings.ts';

export interface RegisterPorts {
  readonly settings: Pick<DiscordSettings, 'guildIds'>;
  readonly commands: readonly Command[];
  readonly rest: Pick<Rest, 'commands' | 'putCommands'>;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Waits between attempts. */
  readonly pause?: Pause;
}

const NOT_TAKEN = 'Discord does not take the commands';
const NOT_INVITED = `${NOT_TAKEN}: invite labvm to the server with the scope applications.commands (docs/discord.md)`;
const OUTAGE = {
  begun: 'the commands are not in Discord yet, trying again',
  over: 'the commands are in Discord',
} as const;

/**
 * Has Discord show our commands: in the servers that are named, or else everywhere. What it has is compared first,
 * for it takes only 200 new commands a day (docs.discord.com, application commands). Goes on until it is done, or
 * Discord refuses.
 */
export async function registerCommands({
  settings,
  commands,
  rest,
  log,
  signal,
  pause = pauseByClock,
}: RegisterPorts): Promise<void> {
  const everywhere = applicationCommands(commands, 'global');
  const inOne = applicationCommands(commands, 'guild');
  const { guildIds } = settings;
  // Commands that are both everywhere and in a server stand there twice.
  const wanted = guildIds.length === 0 ? everywhere : [];
  await bring(null, wanted);
  for (const guild of guildIds) await bring(guild, inOne);

  async function bring(guild: string | null, ours: typeof everywhere): Promise<void> {
    const outage = createOutage(log, OUTAGE);
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        const theirs = (await rest.commands(guild)) as readonly CommandLike[];
        if (!sameCommands(theirs, ours)) await rest.putCommands(guild, ours);
        return outage.over();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'revoked') return;
        if (isRefusal(failure)) {
          const said = { guild, code: failure.code, why: failure.why };
          log.error(said, failure.code === CODES.missingAccess ? NOT_INVITED : NOT_TAKEN);
          return;
        }
        outage.failed(failure.kind);
        const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : 0;
        await pause(Math.max(waitMs, backoffMs(failures)), signal);
      }
    }
  }
}
