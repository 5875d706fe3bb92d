import { expect, it } from 'vitest';
import { answeringAlike } from '../../../adapters/slack/form-again.ts';
import { type FormAck, type FormSentPorts, takeForm } from '../../../adapters/slack/form-sent.ts';
import type { FormBody } from '../../../adapters/slack/inbound/form-body.ts';
import { commands } from '../../../commands/index.ts';
import { UserError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Asker } from '../../../src/chat/conversation.ts';
import type { Answer, Received } from '../../../src/command/answer.ts';

const META = { path: ['vm', 'create'], channel: 'C1', thread: null, responseUrl: null };
const BODY: FormBody = {
  user: { id: 'UANA', name: 'ana', team_id: 'T1' },
  team: { id: 'T1' },
  block_id: '',
  value: '',
  trigger_id: '1.2',
  view: { id: 'V1', hash: 'h', private_metadata: JSON.stringify(META), state: { values: {} } },
};

/** A taker of forms that is answered like this, with what labvm counts as told. */
function open(answer: Answer) {
  const told: boolean[] = [];
  const seen = new Set<string>();
  const command = commands.find(({ path }) => path.join(' ') === 'vm create');
  const accepted = { kind: 'accepted', command, answer: async () => answer } as unknown as Received;
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
      async take({ acknowledge, invocation }: Asker) {
        const received: Received = seen.has(invocation.id) ? { kind: 'repeated' } : accepted;
        seen.add(invocation.id);
        told.push(await acknowledge(received));
      },
    },
  } as unknown as FormSentPorts;
  return { take: answeringAlike((body, ack) => takeForm(body, ack, ports)), told };
}

const STARTED: Answer = { kind: 'started', jobId: 'j1' };
const REFUSED: Answer = { kind: 'refused', error: new UserError('exists', { en: 'no', es: 'no' }) };

it.each([
  ['what has begun is answered by its message', STARTED, false, false],
  ['what is refused is told at the fields', REFUSED, false, true],
  ['what has begun is answered also where the socket went before', STARTED, true, false],
  ['what could not be told at the fields is told otherwise', REFUSED, true, false],
])('%s', async (_what, answer, isSocketGone, isTold) => {
  const { take, told } = open(answer);
  await take(BODY, () => (isSocketGone ? Promise.reject(new Error('not connected')) : Promise.resolve()));
  expect(told).toEqual([isTold]);
});

it('a form that Slack brings again is answered as it was, however soon it comes', async () => {
  const { take, told } = open(REFUSED);
  const acks: unknown[] = [];
  const ack: FormAck = async (response) => void acks.push(response);
  await Promise.all([take(BODY, ack), take(BODY, ack)]);
  await take(BODY, ack);
  expect(acks).toEqual(Array(3).fill({ response_action: 'errors', errors: { image: 'no' } }));
  expect(told).toEqual([true]);
  await take({ ...BODY, trigger_id: '1.3' }, ack);
  expect(told).toHaveLength(2);
});
