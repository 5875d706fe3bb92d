import type { ViewSubmitAction } from '@slack/bolt';
import { expect, it } from 'vitest';
import { type FormSentPorts, takeForm } from '../../../adapters/slack/form-sent.ts';
import { commands } from '../../../commands/index.ts';
import { UserError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Asker } from '../../../src/chat/conversation.ts';
import type { Answer, Received } from '../../../src/command/answer.ts';

const META = { path: ['vm', 'create'], channel: 'C1', thread: null, responseUrl: null };
const BODY = {
  user: { id: 'UANA', name: 'ana', team_id: 'T1' },
  trigger_id: '1.2',
  view: { id: 'V1', hash: 'h', private_metadata: JSON.stringify(META), state: { values: {} } },
} as unknown as ViewSubmitAction;

/** What the acknowledgement of a form answers, where Slack takes it or its socket is gone. */
async function acknowledged(answer: Answer, isSocketGone: boolean): Promise<boolean> {
  const told = Promise.withResolvers<boolean>();
  const command = commands.find(({ path }) => path.join(' ') === 'vm create');
  const received = { kind: 'accepted', command, answer: async () => answer } as unknown as Received;
  const ports = {
    commands,
    team: 'T1',
    chat: 'slack',
    locale: 'en',
    log: silentLog,
    people: { known: () => null, of: async () => ({ name: 'ana', locale: 'en' }) },
    waits: { formMs: 60_000 },
    openAttached: () => () => null,
    conversation: {
      take: async (asker: Asker) => asker.acknowledge(received).then(told.resolve, told.reject),
    },
  } as unknown as FormSentPorts;
  const ack = () => (isSocketGone ? Promise.reject(new Error('not connected')) : Promise.resolve());
  await takeForm(BODY, ack, ports);
  return told.promise;
}

const STARTED: Answer = { kind: 'started', jobId: 'j1' };
const REFUSED: Answer = { kind: 'refused', error: new UserError('exists', { en: 'no', es: 'no' }) };

it.each([
  ['what has begun is answered by its message', STARTED, false, false],
  ['what is refused is told at the fields', REFUSED, false, true],
  ['what has begun is answered also where the socket went before', STARTED, true, false],
  ['what could not be told at the fields is told otherwise', REFUSED, true, false],
])('%s', async (_what, answer, isSocketGone, isTold) => {
  expect(await acknowledged(answer, isSocketGone)).toBe(isTold);
});
