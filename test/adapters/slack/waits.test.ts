import { expect, it } from 'vitest';
import { WAITS } from '../../../adapters/slack/waits.ts';
import { ACK_MS, TRIGGER_MS } from '../../servers/slack/limits.ts';

/** What recording, and the way to Slack and back, may take. */
const AROUND_MS = 400;

it('labvm waits for nothing longer than Slack waits for labvm', () => {
  expect(WAITS.languageMs + AROUND_MS).toBeLessThan(TRIGGER_MS);
  expect(Math.max(WAITS.formMs, WAITS.choicesMs) + AROUND_MS).toBeLessThan(ACK_MS);
});
