import type { Waits } from '../../../../adapters/discord/waits.ts';

const LONG_MS = 600_000;

/** Time enough for a busy machine: the Discord of a test waits for as long as the test lets it. */
export const PATIENT: Waits = {
  quickMs: { private: LONG_MS, channel: LONG_MS },
  lateMs: LONG_MS,
  firstAnswerMs: LONG_MS,
  menuMs: LONG_MS,
  typingMs: LONG_MS,
  fileMs: LONG_MS,
};
