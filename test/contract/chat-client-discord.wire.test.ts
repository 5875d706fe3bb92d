import { expect, onTestFinished } from 'vitest';
import { createClient } from '../../adapters/discord/client/index.ts';
import { renderMessage } from '../../adapters/discord/render/index.ts';
import { createRest } from '../../adapters/discord/rest/index.ts';
import { shownText } from '../adapters/discord/support/shown.ts';
import { startDiscordServer } from '../servers/discord/index.ts';
import { chatClientContract, type Trouble } from './chat-client.ts';

/** Time enough for a busy machine. */
const PATIENT_MS = 600_000;
const ANA = '345678901234567890';
const ROUTES = { post: 'POST /channels/:id/messages', edit: 'PATCH /channels/:id/messages/:id' } as const;
const FAULTS = {
  limited: { kind: 'limited', retryAfterS: 1 },
  'hang-up': { kind: 'hang-up-after' },
  malformed: { kind: 'error', status: 400, code: 50_035, message: 'Invalid Form Body' },
  revoked: { kind: 'error', status: 401, code: 0, message: '401: Unauthorized' },
} as const satisfies Record<Trouble, unknown>;

chatClientContract('Discord', async () => {
  const discord = await startDiscordServer();
  const over = new AbortController();
  onTestFinished(async () => {
    over.abort();
    await discord.close();
    expect(discord.breaches).toEqual([]);
  });
  discord.person(ANA);
  discord.space.closed.add(discord.otherChannel);
  const { token, appId, apiUrl } = discord;
  const rest = createRest({ token, appId, apiUrl }, { signal: over.signal, timeoutMs: PATIENT_MS });
  return {
    client: createClient(rest, renderMessage),
    channel: discord.channel,
    closed: discord.otherChannel,
    user: ANA,
    shown: (channel) =>
      discord.space.messages.filter((one) => one.channel === channel && !one.isDeleted).map(shownText),
    remove: ({ message }) => discord.space.remove(message),
    fails: (call, how) => discord.faults.next(ROUTES[call], FAULTS[how]),
  };
});
