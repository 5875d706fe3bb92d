import { expect, it } from 'vitest';
import { isBeyondReach } from '../../../adapters/slack/listen.ts';
import { recordingLog } from '../../src/chat/support/messages.ts';

it('an act that Slack heard of is carried out', async () => {
  const { lines, log } = recordingLog();
  expect(await isBeyondReach(async () => {}, log)).toBe(false);
  expect(lines).toEqual([]);
});

it('one whose acknowledgement did not reach Slack is left to be done again, and that is in the log', async () => {
  const { lines, log } = recordingLog();
  expect(await isBeyondReach(() => Promise.reject(new Error('no socket')), log)).toBe(true);
  expect(lines).toMatchObject([{ level: 'warn' }]);
});
