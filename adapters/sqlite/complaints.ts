import type { Log } from '../../src/base/log.ts';
import { type StoreTrouble, storeTrouble } from '../../src/host/store-trouble.ts';
import { troubleOf } from './database-error.ts';

/** Says of a trouble of the database what it is: to people in their words, and to the log once. */
export interface Complaints {
  /** The error for whoever asked; errors that are not about the database itself stay as they are. */
  of(error: unknown): unknown;
  /** Something was stored: the trouble is over. */
  over(): void;
}

export function createComplaints(file: string, log: Log): Complaints {
  const told = new Set<StoreTrouble>();
  return {
    of(error) {
      const trouble = troubleOf(error);
      if (trouble === null) return error;
      // Whoever asks again and again is answered each time, and the log keeps what it can bear.
      if (!told.has(trouble)) log.error({ err: error, trouble, file }, 'the database fails');
      told.add(trouble);
      return storeTrouble(trouble, file, error);
    },
    over() {
      // One page that is damaged is not whole because another one could be written.
      const passed = [...told].filter((trouble) => trouble !== 'damaged');
      if (passed.length > 0) log.warn({ file, passed }, 'the database works again');
      for (const trouble of passed) told.delete(trouble);
    },
  };
}
