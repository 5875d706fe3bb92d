import type { Log } from '../../base/log.ts';
import type { Notice } from '../../chat/desk.ts';
import type { JobStore } from '../../job/store.ts';
import type { AnyWork } from '../../job/work.ts';
import type { VmChange } from '../ports/changes.ts';
import { wasAskedFor } from './asked.ts';
import { noticeView } from './notice.ts';

/** Tells the chats of changes that nobody here asked for. */
export interface Notifier {
  /** Hears of a change, asked for or not. */
  hear(change: VmChange): void;
  /** @returns stops it */
  subscribe(listener: (notice: Notice) => void): () => void;
}

export function createNotifier(ports: {
  jobs: Pick<JobStore, 'ofVm'>;
  works: ReadonlyMap<string, AnyWork>;
  log: Log;
}): Notifier {
  const listeners = new Set<(notice: Notice) => void>();

  async function tell(change: VmChange): Promise<void> {
    if (await wasAskedFor(change, ports.jobs, ports.works)) return;
    ports.log.info(
      { vm: change.name, before: change.before, after: change.after, reason: change.reason },
      'unasked change',
    );
    const { name: subject, before, after } = change;
    const topic = `vm ${subject}: ${before} to ${after}`;
    const notice: Notice = { subject, topic, view: noticeView(change) };
    for (const listener of listeners) listener(notice);
  }

  return {
    hear(change) {
      if (change.before === change.after) return;
      tell(change).catch((error: unknown) =>
        ports.log.error({ err: error, vm: change.name }, 'a change could not be told'),
      );
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
