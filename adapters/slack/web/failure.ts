import { ErrorCode } from '@slack/web-api';
import { causeOf } from '../../../src/chat/outage.ts';

/** Why a call to Slack failed, as far as it matters for what to do next. */
export type Failure =
  /** Slack says no, such as `not_in_channel`: asking again is of no use. */
  | { readonly kind: 'refused'; readonly code: string; readonly needed: string | null }
  /** Too many calls: none before this time has passed. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** It never reached Slack. */
  | { readonly kind: 'unsent' }
  /** It may have been done: the answer did not come, or made no sense. */
  | { readonly kind: 'unknown' };

/** Thrown by every call. */
export class SlackCallError extends Error {
  readonly failure: Failure;

  constructor(method: string, failure: Failure, cause?: unknown) {
    const why = failure.kind === 'refused' ? failure.code : failure.kind;
    super(`Slack did not do ${method}: ${why}`, { cause });
    this.name = 'SlackCallError';
    this.failure = failure;
  }
}

/** How long is waited where Slack says "too many" and not for how long, in milliseconds. */
const VAGUE_LIMIT_MS = 30_000;
/** The connection was never made. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Slack's codes; anything else in their place is some proxy's page. */
const CODE = /^[a-z][a-z0-9_.-]{1,60}$/;

/** What a failed call means, from what the SDK throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SlackCallError) return error.failure;
  const { code, data, retryAfter, statusCode, original, message = '' } = (error ?? {}) as SdkError;
  switch (code) {
    case ErrorCode.PlatformError:
      return ofAnswer(data ?? {});
    case ErrorCode.RateLimitedError:
      return { kind: 'limited', retryAfterMs: (retryAfter ?? VAGUE_LIMIT_MS / 1000) * 1000 };
    case ErrorCode.HTTPError:
      return ofStatus(statusCode ?? 500);
    case ErrorCode.RequestError:
      return NEVER_CONNECTED.has(original?.cause?.code ?? '') ? { kind: 'unsent' } : { kind: 'unknown' };
    default:
      // The SDK has no code for a 429 without a time.
      if (message.includes('Retry header')) return { kind: 'limited', retryAfterMs: VAGUE_LIMIT_MS };
      return NEVER_CONNECTED.has((error as SdkError)?.cause?.code ?? '')
        ? { kind: 'unsent' }
        : { kind: 'unknown' };
  }
}

/** Why a call failed, in few words for the log: Slack's code, the status, or the system's code. */
export function causeOfCall(error: unknown): string {
  const failure = failureOf(error);
  if (failure.kind === 'refused') return failure.code;
  if (failure.kind === 'limited') return 'too many calls';
  const sdk = (error instanceof SlackCallError ? error.cause : error) as SdkError | undefined;
  if (sdk?.statusCode !== undefined) return `status ${sdk.statusCode}`;
  return (sdk?.original?.cause ?? sdk?.cause)?.code ?? causeOf(sdk);
}

/** Slack's code, where it refused; else null. */
export function refusalOf(error: unknown): string | null {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.code : null;
}

/**
 * What an HTTP status means that is no 200. Slack itself refuses with a 200 and a code: any other status comes from
 * something on the way, and passes.
 */
export function ofStatus(status: number): Failure {
  return status === 429 ? { kind: 'limited', retryAfterMs: VAGUE_LIMIT_MS } : { kind: 'unknown' };
}

function ofAnswer({ error, needed, response_metadata: metadata }: SlackAnswer): Failure {
  if (error === 'ratelimited' || error === 'rate_limited')
    return { kind: 'limited', retryAfterMs: (metadata?.retryAfter ?? VAGUE_LIMIT_MS / 1000) * 1000 };
  if (typeof error !== 'string' || !CODE.test(error) || PASSING.has(error)) return { kind: 'unknown' };
  return { kind: 'refused', code: error, needed: needed ?? null };
}

/** Slack's own troubles: asking again may help, and what was asked may have been done. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

interface SlackAnswer {
  readonly error?: string;
  readonly needed?: string;
  readonly response_metadata?: { readonly retryAfter?: number };
}

interface SdkError {
  readonly code?: string;
  readonly message?: string;
  readonly data?: SlackAnswer;
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly cause?: { readonly code?: string };
  readonly original?: { readonly cause?: { readonly code?: string } };
}
