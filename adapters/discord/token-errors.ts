import { GatewayCloseCodes } from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import { DISCORD_WHERE } from './settings.ts';

/** Why Discord lets labvm not in, or no longer. */
export type Refusal = 'token' | 'intents' | 'app' | 'version';

/** Closes after which no attempt is of use (docs.discord.com, opcodes and status codes, gateway close event codes). */
const FINAL: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [GatewayCloseCodes.AuthenticationFailed, 'token'],
  [GatewayCloseCodes.InvalidShard, 'version'],
  [GatewayCloseCodes.ShardingRequired, 'version'],
  [GatewayCloseCodes.InvalidAPIVersion, 'version'],
  [GatewayCloseCodes.InvalidIntents, 'intents'],
  [GatewayCloseCodes.DisallowedIntents, 'intents'],
]);

/** What a close of the gateway means; null for one that passes. */
export function refusalOfClose(code: number): Refusal | null {
  return FINAL.get(code) ?? null;
}

/** The sentence for whoever started labvm. */
export function refusedBy(refusal: Refusal): UserError {
  switch (refusal) {
    case 'token':
      return new UserError(
        'not-allowed',
        { en: 'Discord refuses DISCORD_TOKEN.', es: 'Discord rechaza DISCORD_TOKEN.' },
        DISCORD_WHERE.DISCORD_TOKEN,
      );
    case 'app':
      return new UserError(
        'bad-argument',
        {
          en: 'DISCORD_APP_ID is not the application that DISCORD_TOKEN belongs to.',
          es: 'DISCORD_APP_ID no es la aplicación a la que pertenece DISCORD_TOKEN.',
        },
        DISCORD_WHERE.DISCORD_APP_ID,
      );
    case 'intents':
      return new UserError(
        'not-allowed',
        {
          en: 'Discord refuses the events that labvm asks for, though none of them is privileged.',
          es: 'Discord rechaza los eventos que labvm pide, aunque ninguno es privilegiado.',
        },
        {
          en: 'Check discord.com/developers/applications, your application, Bot, Privileged Gateway Intents: the bot may be restricted there.',
          es: 'Compruebe en discord.com/developers/applications, su aplicación, Bot, Privileged Gateway Intents, si el bot está restringido.',
        },
      );
    case 'version':
      return new UserError(
        'unsupported',
        {
          en: 'Discord no longer accepts the kind of connection that this version of labvm makes.',
          es: 'Discord ya no acepta el tipo de conexión que hace esta versión de labvm.',
        },
        { en: 'Update labvm.', es: 'Actualice labvm.' },
      );
  }
}
