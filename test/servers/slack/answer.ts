/** What a method answers. */
export type Answer = Readonly<Record<string, unknown>>;

/** What Slack says instead of doing something. */
export class Refusal extends Error {
  readonly answer: Answer;
  readonly retryAfterS: number | null;

  constructor(error: string, more: Answer = {}, retryAfterS: number | null = null) {
    super(error);
    this.answer = { ok: false, error, ...more };
    this.retryAfterS = retryAfterS;
  }
}

/** `invalid_arguments` and the like, with what is wrong, as Slack says it. */
export function refusal(error: string, faults: readonly string[] = []): Refusal {
  return new Refusal(error, faults.length === 0 ? {} : { response_metadata: { messages: faults } });
}

export function limited(retryAfterS: number): Refusal {
  return new Refusal('ratelimited', {}, retryAfterS);
}
