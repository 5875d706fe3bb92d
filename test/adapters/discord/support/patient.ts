import type { Waits } from '../../../../adapters/discord/waits.ts';

const A_MINUTE_MS = 60_000;

/** Time enough for a busy machine: the Discord of a test waits for as long as the test lets it. */
export const PATIENT: Waits = {
  quickMs: { private: A_MINUTE_MS, channel: A_MINUTE_MS },
  lateMs: A_MINUTE_MS,
  firstAnswerMs: A_MINUTE_MS,
  menuMs: A_MINUTE_MS,
  typingMs: A_MINUTE_MS,
};
