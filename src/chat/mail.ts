import type { AuditStore } from '../command/audit/audit.ts';
import type { Dispatch } from '../command/dispatch.ts';
import type { Doorbell } from '../job/store.ts';
import type { LeftRequest, Mail } from './desk.ts';
import type { OutboxStore } from './outbox/store.ts';

export interface MailPorts {
  readonly audit: Pick<AuditStore, 'takeOpen' | 'answered'>;
  readonly outbox: OutboxStore;
  readonly doorbell: Pick<Doorbell, 'listen'>;
  readonly dispatch: Pick<Dispatch, 'resume'>;
  /** This process, as it is known to the store. */
  readonly worker: () => string;
}

/** What a chat owes and was asked, as this process takes it up. */
export function createMail({ audit, outbox, doorbell, dispatch, worker }: MailPorts): Mail {
  return {
    async takeOpen(chat) {
      const left: LeftRequest[] = [];
      for (const request of await audit.takeOpen(chat, worker()))
        left.push({ request, received: await dispatch.resume(request) });
      return left;
    },
    answered: (invocationId) => audit.answered(invocationId),
    add: (draft) => outbox.add(draft, worker()),
    take: (id) => outbox.take(id, worker()),
    takeLeft: (chat) => outbox.takeLeft(chat, worker()),
    attempted: (id, at) => outbox.attempted(id, at),
    cardOf: (chat, vm) => outbox.cardOf(chat, vm),
    onChange: (listener) => doorbell.listen(listener),
  };
}
