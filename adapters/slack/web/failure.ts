import { ErrorCode } from '@slack/web-api';
import { ChatCallError, type Failure, isRefusal, type Refusal } from '../../../src/chat/call-failure.ts';
import { causeOf } from '../../../src/chat/outage.ts';
import { isDeadToken } from '../token-errors.ts';

/** What is thrown where a call of Slack's Web API was not done. */
export function callError(method: string, failure: Failure, cause?: unknown): ChatCallError {
  return new ChatCallError('Slack', method, failure, cause);
}

/** How long is waited where Slack says "too many" and not for how long, in milliseconds. */
const VAGUE_LIMIT_MS = 30_000;
/** The connection was never made. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Slack's codes; anything else in their place is some proxy's page. */
const CODE = /^[a-z][a-z0-9_.-]{1,60}$/;

/** What a failed call means, from what the SDK throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ChatCallError) return error.failure;
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
  if (isRefusal(failure)) return String(failure.code);
  if (failure.kind === 'limited') return 'too many calls';
  const sdk = (error instanceof ChatCallError ? error.cause : error) as SdkError | undefined;
  if (sdk?.statusCode !== undefined) return `status ${sdk.statusCode}`;
  return (sdk?.original?.cause ?? sdk?.cause)?.code ?? causeOf(sdk);
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
  const fields = fieldsIn(metadata?.messages);
  const why = unsupportedIn(metadata?.messages);
  return {
    ...refusal(error),
    ...(fields.length === 0 ? {} : { fields }),
    ...(needed === undefined ? {} : { needed }),
    ...(why === '' ? {} : { why }),
  };
}

/** The kinds of blocks that labvm sends and that not every workspace draws. */
const UNSUPPORTED = /unsupported type: (?:plan|data_table|table|rich_text|markdown)(?![\w-])/;

/** Which kinds of blocks it does not have, in its own words; nothing of what stood in them. */
function unsupportedIn(messages: unknown): string {
  if (!Array.isArray(messages)) return '';
  const found = messages.slice(0, MOST_FIELDS).flatMap((message) => UNSUPPORTED.exec(String(message)) ?? []);
  return found.join('; ');
}

/** More fields than these are not named. */
const MOST_FIELDS = 10;
/** Such as `[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]` (docs.slack.dev, web API errors). */
const OF_FIELD = /^(?:\[ERROR\])?\s*([\w ]{0,60}).*\[json-pointer:([\w/-]{1,120})\]/;

/** The fields that Slack finds fault with, and why; of its sentences only as much as can be no quotation. */
function fieldsIn(messages: unknown): readonly string[] {
  if (!Array.isArray(messages)) return [];
  return messages.slice(0, MOST_FIELDS).flatMap((message) => {
    const [, why = '', pointer] = OF_FIELD.exec(String(message)) ?? [];
    return pointer === undefined ? [] : [`${pointer}: ${why.trim()}`];
  });
}

/** Which of several blocks a refusal is about: their places, from pointers such as `/2/rows/0` or `/blocks/2`. */
export function refusedPlaces(error: unknown): readonly number[] {
  const { errors = [] } = ((error ?? {}) as SdkError).data ?? {};
  const places = errors.map(({ pointer = '' }) => /^(?:\/blocks)?\/(\d+)(?:\/|$)/.exec(pointer)?.[1]);
  return [...new Set(places.flatMap((place) => (place === undefined ? [] : [Number(place)])))];
}

/** What a code of Slack's means (docs.slack.dev, errors of chat.postMessage and chat.update). */
export function refusal(code: string): Refusal {
  const [kind] = KINDS.find(([, codes]) => codes.has(code)) ?? ['refused'];
  return { kind: isDeadToken(code) ? 'revoked' : kind, code };
}

const KINDS: readonly (readonly [Refusal['kind'], ReadonlySet<string>])[] = [
  [
    'closed',
    new Set([
      'not_in_channel',
      'channel_not_found',
      'is_archived',
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'user_not_in_channel',
      'no_permission',
      'ekm_access_denied',
      'cannot_reply_to_message',
      'messages_tab_disabled',
    ]),
  ],
  ['lost', new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive'])],
  ['threadless', new Set(['thread_not_found', 'invalid_thread_ts'])],
  // Blocks that it does not know, or that are too much for it.
  [
    'malformed',
    new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'block_mismatch']),
  ],
];

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
  readonly response_metadata?: { readonly retryAfter?: number; readonly messages?: unknown };
  readonly errors?: readonly { readonly pointer?: string }[];
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
