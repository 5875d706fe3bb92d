import type { Log } from '../base/log.ts';
import type { Received } from '../command/answer.ts';
import type { OpenRequest } from '../command/audit/audit.ts';
import type { Desk, LeftRequest } from './desk.ts';
import { tellNotice } from './notices.ts';
import type { Outbox } from './outbox/index.ts';
import type { OutMessage } from './outbox/store.ts';
import { takeUp } from './take-up.ts';
import type { Tasks } from './tasks.ts';

export interface KeepUpPorts {
  readonly desk: Pick<Desk, 'mail' | 'onNotice'>;
  readonly chat: string;
  readonly outbox: Pick<Outbox, 'owe'>;
  readonly tasks: Tasks;
  readonly log: Log;
  /** Goes on with what an earlier process was asked, to its answer. */
  resume(request: OpenRequest, received: Received): Promise<void>;
}

/**
 * Tells a chat what nobody there asks for: what earlier processes left unsaid, now and whenever one dies, and what
 * changes by itself. @returns stops it
 */
export async function keepUp(ports: KeepUpPorts): Promise<() => void> {
  const { desk, chat, tasks, log, resume } = ports;
  const owe = (message: OutMessage) => ports.outbox.owe(message);
  const stopNotices = desk.onNotice((notice) =>
    tasks.run(() => tellNotice(notice, { desk, chat, log, owe })),
  );
  const finish = ({ request, received }: LeftRequest) => resume(request, received);
  const stopTakingUp = await takeUp({ desk, chat, finish, tasks, log, owe });
  return () => {
    stopNotices();
    stopTakingUp();
  };
}
