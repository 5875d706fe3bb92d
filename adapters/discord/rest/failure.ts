import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** Why a call to Discord failed, as far as it matters for what to do next. */
export type Failure =
  /** Discord says no, such as 50001 (no access): asking again is of no use. */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  /** Too many calls: none before this time has passed. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** The token works no more. */
  | { readonly kind: 'revoked' }
  /** It never reached Discord. */
  | { readonly kind: 'unsent' }
  /** It may have been done: the answer did not come, or made no sense. */
  | { readonly kind: 'unknown' };

/**
 * Thrown by every call. It holds nothing of the SDK's error, whose address has the secret of an interaction in it and
 * whose body has what was said.
 */
export class DiscordCallError extends Error {
  readonly failure: Failure;

  /** @param call such as `POST /channels/:id/messages` */
  constructor(call: string, failure: Failure) {
    super(`Discord did not do ${call}: ${whyOf(failure)}`);
    this.name = 'DiscordCallError';
    this.failure = failure;
  }
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
  if (error instanceof DiscordCallError) return error.failure;
  if (error instanceof RateLimitError)
    return { kind: 'limited', retryAfterMs: Math.max(error.timeToReset, error.retryAfter) || VAGUE_LIMIT_MS };
  if (error instanceof DiscordAPIError) return ofAnswer(error);
  // The SDK forgets the token once Discord has refused it.
  if (error instanceof Error && /expected token to be set/i.test(error.message)) return { kind: 'revoked' };
  if (error instanceof HTTPError) return { kind: 'unknown' };
  const { code, cause } = (error ?? {}) as { code?: string; cause?: { code?: string } };
  return NEVER_CONNECTED.has(code ?? cause?.code ?? '') ? { kind: 'unsent' } : { kind: 'unknown' };
}

function ofAnswer({ code, status, rawError }: DiscordAPIError): Failure {
  if (code === CODES.editsOfOldMessages) return { kind: 'limited', retryAfterMs: OLD_MESSAGE_MS };
  if (status === 401 && code !== CODES.invalidWebhookToken) return { kind: 'revoked' };
  if (status === 429) return { kind: 'limited', retryAfterMs: VAGUE_LIMIT_MS };
  if (typeof code !== 'number') return { kind: 'unknown' };
  const message = 'message' in rawError ? String(rawError.message).slice(0, 200) : '';
  return { kind: 'refused', code, message };
}

/** Discord's code, where it refused; else null. */
export function refusalOf(error: unknown): number | null {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.code : null;
}

function whyOf(failure: Failure): string {
  return failure.kind === 'refused' ? `${failure.code} ${failure.message}` : failure.kind;
}
