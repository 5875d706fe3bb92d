import type { ErrorRecord } from '../../src/base/errors.ts';
import type { ResultData } from '../../src/command/result-data.ts';
import type { View } from '../../src/view/view.ts';

/** A command at its end. */
export interface Outcome {
  /** The command's words, such as `vm create`; what was typed, where that is no command. */
  readonly path: string;
  readonly ok: boolean;
  /** Everything that there is to say, an error too. */
  readonly view: View;
  readonly error: ErrorRecord | null;
  readonly data: ResultData;
}
