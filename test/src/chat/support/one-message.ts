import { silentLog } from '../../../../src/base/log.ts';
import type { ChatClient } from '../../../../src/chat/client.ts';
import type { DeliverPorts } from '../../../../src/chat/outbox/attempt.ts';
import { deliver } from '../../../../src/chat/outbox/deliver.ts';
import { createEntry, turnOf } from '../../../../src/chat/outbox/entry.ts';
import { createPace, type PaceTable } from '../../../../src/chat/outbox/pace.ts';
import type { OutMessage } from '../../../../src/chat/outbox/store.ts';
import { view } from '../../../../src/view/view.ts';
import { outMessage } from './messages.ts';

/**
 * One message in front of a chat, step by step, with clocks that the test moves.
 * @param nowMs the moment at which it begins, in milliseconds since 1970
 */
export function oneMessage(
  client: ChatClient,
  pace: PaceTable,
  { nowMs, ...about }: Partial<OutMessage> & { readonly nowMs: number },
) {
  const stored: string[] = [];
  const revoked: (string | number)[] = [];
  let passedMs = 0;
  const ports: DeliverPorts & { readonly pace: ReturnType<typeof createPace> } = {
    client,
    desk: {
      shown: async (_id, revision, ref) => void stored.push(`shown ${revision} ${ref}`),
      mail: { attempted: async (_id, at) => void stored.push(`attempted ${at.getTime() - nowMs}`) },
    },
    pace: createPace(pace, () => passedMs),
    log: silentLog,
    monotonic: () => passedMs,
    now: () => nowMs + passedMs,
    onRevoked: (code) => void revoked.push(code),
  };
  const entry = createEntry(outMessage(about), client);
  let revision = entry.shownRevision;
  const goesOn = async () => {
    if (!entry.state) throw new Error('Nothing was said yet.');
    await deliver(entry, entry.state, ports);
  };
  return {
    entry,
    stored,
    revoked,
    ports,
    passes: (ms: number) => {
      passedMs += ms;
    },
    waiting: () => turnOf(entry, client, { wallMs: nowMs + passedMs, monotonicMs: passedMs }),
    /** Says a new state, in one step. */
    async says(text: string, final = false) {
      revision += 1;
      entry.state = { revision, final, view: view({ parts: [{ kind: 'text', text }] }) };
      await goesOn();
    },
    /** Takes one more step with the newest state. */
    goesOn,
  };
}
