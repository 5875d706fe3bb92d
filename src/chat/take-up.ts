import type { Log } from '../base/log.ts';
import type { Desk, LeftRequest } from './desk.ts';
import type { OutMessage } from './outbox/store.ts';
import type { Tasks } from './tasks.ts';

export interface TakeUpPorts {
  readonly desk: Pick<Desk, 'mail'>;
  readonly chat: string;
  readonly tasks: Tasks;
  readonly log: Log;
  /** Goes on with what was asked, to its answer. */
  finish(left: LeftRequest): Promise<void>;
  owe(message: OutMessage): void;
}

/** How long changes of the store are gathered before it is looked at, in milliseconds. */
const GATHER_MS = 1000;

/** Takes up what processes that died were asked and owed: now, and whenever one dies. @returns stops it */
export async function takeUp({ desk, chat, finish, tasks, log, owe }: TakeUpPorts): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    // Messages first: what is answered below brings its own.
    for (const message of await desk.mail.takeLeft(chat)) owe(message);
    for (const left of await desk.mail.takeOpen(chat)) tasks.run(() => finish(left));
  }

  const unlisten = desk.mail.onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      look().catch((error: unknown) => log.error({ err: error }, 'what others left could not be taken up'));
    }, GATHER_MS).unref();
  });
  await look();
  return () => {
    unlisten();
    clearTimeout(timer);
  };
}
