import type { Failure } from '../../../src/chat/call-failure.ts';
import { callError, failureOf, ofStatus, refusal } from './failure.ts';

/**
 * Posts to a `response_url`. It takes five answers within thirty minutes.
 * @throws ChatCallError; a refusal once the address is used up or too old
 */
export async function respondTo(responseUrl: string, body: object, timeoutMs: number): Promise<void> {
  const failure = await attempt(responseUrl, body, timeoutMs);
  if (failure) throw callError('an answer', failure);
}

/** An address that is used up or too old is not there any more. */
const GONE = new Set([404, 410]);

async function attempt(responseUrl: string, body: object, timeoutMs: number): Promise<Failure | null> {
  let answer: { readonly response: Response; readonly text: string };
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    answer = { response, text: await response.text() };
  } catch (error) {
    return failureOf(error);
  }
  const { response, text } = answer;
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return Number.isFinite(seconds) ? { kind: 'limited', retryAfterMs: seconds * 1000 } : ofStatus(429);
  }
  const code = codeOf(text);
  if (code !== null) return refusal(code);
  if (GONE.has(response.status)) return refusal(`http_${response.status}`);
  return response.ok ? null : ofStatus(response.status);
}

/** Slack answers `ok`, or names in plain text or JSON what is wrong. */
function codeOf(text: string): string | null {
  if (/^[a-z]+(_[a-z]+)+$/.test(text.trim())) return text.trim();
  try {
    const { ok, error } = JSON.parse(text) as { ok?: unknown; error?: unknown };
    return ok === false && typeof error === 'string' ? error : null;
  } catch {
    return null;
  }
}
