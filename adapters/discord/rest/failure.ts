import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { ChatCallError, type Failure, type Refusal } from '../../../src/chat/call-failure.ts';

/**
 * What is thrown where a call was not done. It holds nothing of the SDK's error, whose address has the secret of an
 * interaction in it and whose body has what was said.
 * @param call such as `POST /channels/:id/messages`
 */
export function callError(call: string, error: unknown): ChatCallError {
  return new ChatCallError('Discord', call, failureOf(error));
}

/** Discord's codes that labvm acts upon (docs.discord.com, opcodes and status codes, JSON error codes). */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMember: 10_007,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  editsOfOldMessages: 30_046,
  alreadyAcknowledged: 40_060,
  missingAccess: 50_001,
  emptyMessage: 50_006,
  cannotMessageUser: 50_007,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  invalidFormBody: 50_035,
} as const;

/** What a code means, where it means more than a no. */
const KINDS: ReadonlyMap<number, Refusal['kind']> = new Map([
  [CODES.missingAccess, 'closed'],
  [CODES.missingPermissions, 'closed'],
  [CODES.unknownChannel, 'closed'],
  [CODES.cannotMessageUser, 'closed'],
  [CODES.unknownMessage, 'lost'],
  [CODES.unknownWebhook, 'unanswerable'],
  [CODES.unknownInteraction, 'unanswerable'],
  [CODES.invalidWebhookToken, 'unanswerable'],
  [CODES.invalidFormBody, 'malformed'],
  [CODES.emptyMessage, 'malformed'],
]);

/** The token works no more: what Discord says to it is a status. */
const REVOKED: Refusal = { kind: 'revoked', code: 401 };

/** How long is waited where Discord says "too many" and not for how long, in milliseconds. */
const VAGUE_LIMIT_MS = 5000;
/** How long is waited with a message older than an hour that has been edited too often; Discord does not say. */
const OLD_MESSAGE_MS = 30_000;
/** The connection was never made. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a failed call means, from what the SDK throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ChatCallError) return error.failure;
  if (error instanceof RateLimitError)
    return { kind: 'limited', retryAfterMs: Math.max(error.timeToReset, error.retryAfter) || VAGUE_LIMIT_MS };
  if (error instanceof DiscordAPIError) return ofAnswer(error);
  // The SDK forgets the token once Discord has refused it.
  if (error instanceof Error && /expected token to be set/i.test(error.message)) return REVOKED;
  if (error instanceof HTTPError) return { kind: 'unknown' };
  const { code, cause } = (error ?? {}) as { code?: string; cause?: { code?: string } };
  return NEVER_CONNECTED.has(code ?? cause?.code ?? '') ? { kind: 'unsent' } : { kind: 'unknown' };
}

function ofAnswer({ code, status, rawError }: DiscordAPIError): Failure {
  if (code === CODES.editsOfOldMessages) return { kind: 'limited', retryAfterMs: OLD_MESSAGE_MS };
  if (status === 401 && code !== CODES.invalidWebhookToken) return REVOKED;
  if (status === 429) return { kind: 'limited', retryAfterMs: VAGUE_LIMIT_MS };
  if (typeof code !== 'number') return { kind: 'unknown' };
  const why = 'message' in rawError ? String(rawError.message).slice(0, 200) : '';
  const fields = 'errors' in rawError ? fieldsIn(rawError.errors) : [];
  return { ...refusal(code, why), ...(fields.length === 0 ? {} : { fields }) };
}

/** More fields than these are not named. */
const MOST_FIELDS = 10;
/** A field or a code; anything else might be what somebody wrote. */
const NAME = /^\w{1,40}$/;

/**
 * The fields that Discord finds fault with, each with Discord's code, such as
 * `components.0.custom_id: BASE_TYPE_REQUIRED`. Its sentences are left out: they quote what was sent
 * (docs.discord.com, reference, error messages).
 */
function fieldsIn(errors: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors)
    .flatMap(([name, inner]: [string, unknown]) =>
      name === '_errors' && Array.isArray(inner)
        ? inner.map(({ code }: { code?: unknown }) => `${path.join('.')}: ${nameOf(code)}`)
        : fieldsIn(inner, [...path, nameOf(name)]),
    )
    .slice(0, MOST_FIELDS);
}

const nameOf = (said: unknown) => (typeof said === 'string' && NAME.test(said) ? said : '…');

/** What a code of Discord's means. */
export function refusal(code: number, why: string): Refusal {
  return { kind: KINDS.get(code) ?? 'refused', code, why };
}
