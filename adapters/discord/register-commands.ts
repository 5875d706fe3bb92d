import type { Log } from '../../src/base/log.ts';
import { isRefusal, type Refusal } from '../../src/chat/call-failure.ts';
import { createOutage } from '../../src/chat/outage.ts';
import { backoffMs } from '../../src/chat/outbox/backoff.ts';
import { type Pause, pauseByClock } from '../../src/chat/pause.ts';
import type { Command } from '../../src/command/command.ts';
import { applicationCommands, type CommandLike, type Registered, sameCommands } from './register/index.ts';
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

/** Everywhere, or the id of one server. */
type Where = string | null;

const NOT_TAKEN = 'Discord does not take the commands';
const NOT_INVITED = `${NOT_TAKEN}: invite labvm to the server with the scope applications.commands (docs/discord.md)`;
const OUTAGE = {
  begun: 'the commands are not in Discord yet, trying again',
  over: 'the commands are in Discord',
} as const;

/**
 * Has Discord show our commands: in the servers that are named, or else everywhere. Goes on until it is done, or Discord
 * refuses.
 */
export async function registerCommands(ports: RegisterPorts): Promise<void> {
  const { commands, settings, log } = ports;
  const { guildIds } = settings;
  // Commands that are both everywhere and in a server stand there twice.
  const refused = (where: Where) => (refusal: Refusal) => {
    const { code, why, fields } = refusal;
    log.error({ guild: where, code, why, fields }, code === CODES.missingAccess ? NOT_INVITED : NOT_TAKEN);
  };
  const everywhere = guildIds.length === 0 ? applicationCommands(commands, 'global') : [];
  await bring(null, everywhere, refused(null), ports);
  const inOne = guildIds.length === 0 ? [] : applicationCommands(commands, 'guild');
  for (const guild of guildIds) await bring(guild, inOne, refused(guild), ports);
}

/**
 * Takes back what an earlier labvm registered in servers that are no longer named, where it would stand beside the
 * others, or stand there and be refused.
 * @param guilds the servers that labvm was invited to
 */
export async function takeBackCommands(guilds: readonly string[], ports: RegisterPorts): Promise<void> {
  const { guildIds } = ports.settings;
  for (const guild of guilds.filter((one) => !guildIds.includes(one))) {
    const refused = ({ code }: Refusal) =>
      ports.log.debug({ guild, code }, 'what is registered in a server could not be looked up');
    await bring(guild, [], refused, ports);
  }
}

/**
 * What Discord has is compared first, for it takes only 200 new commands a day (docs.discord.com, application commands).
 */
async function bring(
  where: Where,
  ours: readonly Registered[],
  onRefused: (refusal: Refusal) => void,
  { rest, log, signal, pause = pauseByClock }: RegisterPorts,
): Promise<void> {
  const outage = createOutage(log, OUTAGE);
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      const theirs = (await rest.commands(where)) as readonly CommandLike[];
      if (!sameCommands(theirs, ours)) await rest.putCommands(where, [...ours]);
      return outage.over();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'revoked') return;
      if (isRefusal(failure)) return onRefused(failure);
      outage.failed(failure.kind);
      const waitMs = failure.kind === 'limited' ? failure.retryAfterMs : 0;
      await pause(Math.max(waitMs, backoffMs(failures)), signal);
    }
  }
}
