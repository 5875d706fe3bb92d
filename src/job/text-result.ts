import type { Text } from '../base/text.ts';

/** What a finished job says that leaves no machine's card. A type, because it is stored with the job. */
export type SaidResult = {
  readonly said: {
    readonly tone: 'good' | 'warning';
    readonly title: Text;
    readonly texts: readonly Text[];
    /** What to do next. */
    readonly note: Text | null;
  };
};

/** Whether a job ended with words of its own. */
export function isSaid(result: unknown): result is SaidResult {
  return typeof result === 'object' && result !== null && 'said' in result;
}
