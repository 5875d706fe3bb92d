import type { Waits } from '../../../../adapters/slack/waits.ts';

const A_MINUTE_MS = 60_000;

/** Time enough for a busy machine: the Slack of a test waits for as long as the test lets it. */
export const PATIENT: Waits = { languageMs: A_MINUTE_MS, formMs: A_MINUTE_MS, choicesMs: A_MINUTE_MS };
