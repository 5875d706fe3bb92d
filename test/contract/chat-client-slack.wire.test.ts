import { onTestFinished } from 'vitest';
import { createClient } from '../../adapters/slack/client/index.ts';
import { renderMessage } from '../../adapters/slack/render/index.ts';
import { createWeb } from '../../adapters/slack/web/index.ts';
import { silentLog } from '../../src/base/log.ts';
import { shownText } from '../adapters/slack/support/slack-lab.ts';
import { startSlackServer } from '../servers/slack/index.ts';
import type { Time } from '../servers/time.ts';
import { chatClientContract, type Trouble } from './chat-client.ts';

/** Time enough for a busy machine. */
const PATIENT_MS = 600_000;
const METHODS = { post: 'chat.postMessage', edit: 'chat.update' } as const;
const FAULTS = {
  limited: { kind: 'limited', retryAfterS: 1 },
  'hang-up': { kind: 'hang-up' },
  malformed: { kind: 'error', error: 'invalid_blocks' },
  revoked: { kind: 'error', error: 'token_revoked' },
} as const satisfies Record<Trouble, unknown>;

chatClientContract('Slack', async () => {
  const slack = await startSlackServer({ rateTime: hastyTime() });
  onTestFinished(() => slack.close());
  slack.workspace.addChannel('C1');
  slack.workspace.addChannel('C9', { hasBot: false });
  slack.person('U1');
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const { botToken: token, apiUrl } = slack;
  const web = createWeb({ token, apiUrl, log: silentLog, signal: over.signal, timeoutMs: PATIENT_MS });
  return {
    client: createClient(web, renderMessage, over.signal),
    channel: 'C1',
    closed: 'C9',
    user: 'U1',
    shown: (channel) =>
      slack.workspace.messages.filter((one) => one.channel === channel && !one.isDeleted).map(shownText),
    remove({ channel, message }) {
      const found = slack.workspace.find(channel, message);
      if (found) slack.workspace.remove(found);
    },
    fails: (call, how) => slack.faults.next(METHODS[call], FAULTS[how]),
  };
});

/** Passes as fast as anybody writes: to keep a pace is not the client's part. */
function hastyTime(): Time {
  let nowMs = 0;
  return {
    now() {
      nowMs += 10_000;
      return nowMs;
    },
    after: () => () => {},
  };
}
