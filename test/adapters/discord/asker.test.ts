import { InteractionResponseType } from 'discord.js';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type AskerPorts, askerOf } from '../../../adapters/discord/asker.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Received } from '../../../src/command/answer.ts';
import { view } from '../../../src/view/view.ts';
import { newId } from '../../servers/discord/ids.ts';
import { PATIENT } from './support/patient.ts';

/** Somebody whose question took so long to be recorded, and what was done for them until they were told of it. */
async function acknowledged(recordMs: number): Promise<readonly unknown[]> {
  const arrivedAt = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: arrivedAt });
  onTestFinished(() => void vi.useRealTimers());
  const done: unknown[] = [];
  const ports = {
    rest: {
      respond: async (_id: string, _token: string, { type }: { type: unknown }) => void done.push(type),
    },
    people: { met: () => undefined },
    openAttached: () => () => null,
    log: silentLog,
    signal: new AbortController().signal,
    waits: { ...PATIENT, quickMs: { private: 60_000, channel: 60_000 } },
  } as unknown as AskerPorts;
  const act = {
    ...{
      user: '1',
      userName: 'Ana',
      locale: 'en',
      channel: '2',
      guild: '3',
      line: '/vm list',
      pressed: null,
    },
    interaction: { id: newId(arrivedAt), token: 't' },
    isElsewhere: false,
  } as unknown as Parameters<typeof askerOf>[0];
  const received = {
    kind: 'accepted',
    command: { answer: 'private' },
    answer: async () => {
      done.push('answered');
      return { kind: 'said', view: view({ parts: [] }) };
    },
  } as unknown as Received;
  const asker = askerOf(act, { message: null, mayOpenForm: true }, ports, arrivedAt);
  vi.setSystemTime(arrivedAt + recordMs);
  await asker.acknowledge(received);
  return done;
}

it('an answer that is there soon after it was asked needs no promise', async () => {
  expect(await acknowledged(0)).toEqual(['answered']);
});

it('whoever waited for the record already is promised an answer before anything is done for it', async () => {
  expect(await acknowledged(61_000)).toEqual([InteractionResponseType.DeferredChannelMessageWithSource]);
});
