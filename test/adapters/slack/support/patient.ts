import type { Waits } from '../../../../adapters/slack/waits.ts';

const LONG_MS = 600_000;

/** Time enough for a busy machine: the Slack of a test waits for as long as the test lets it. */
export const PATIENT: Waits = { languageMs: LONG_MS, formMs: LONG_MS, choicesMs: LONG_MS, fileMs: LONG_MS };
