import type { Capability } from '../access/capability.ts';
import type { Repeated } from '../access/rates.ts';
import type { Text } from '../base/text.ts';
import type { Admission } from '../job/admission.ts';
import type { JobRequest } from '../job/store.ts';
import type { View } from '../view/view.ts';
import type { ActDecision } from './act.ts';
import type { Alias } from './alias.ts';
import type { CommandContext } from './context.ts';
import type { Group } from './group.ts';
import type { Options, Values } from './option.ts';
import type { ResultData } from './result-data.ts';

/** What the line of one of several says otherwise than the line that asked for them all; null: it leaves it out. */
export type Alone = Readonly<Record<string, string | null>>;

/** A job to be started; of several, how this one is asked for by itself. */
export interface JobToStart extends Omit<JobRequest, 'again'> {
  readonly alone?: Alone;
}

/** What a command decides: something to say, something to ask, work to start or an act to do. It changes nothing itself. */
export type Decision<Tools = unknown> =
  | { readonly kind: 'say'; readonly view: View; readonly data?: ResultData }
  /** Asks before something is lost; the same line with `--yes` is the answer. */
  | { readonly kind: 'ask'; readonly view: View }
  | {
      readonly kind: 'start';
      readonly jobs: readonly JobToStart[];
      readonly admission: Admission | null;
      /** labvm chose the names itself: if somebody takes one at the same moment, it chooses again. */
      readonly namesAreOurs?: boolean;
    }
  /** Something short, done at once. */
  | ActDecision<Tools>;

/**
 * A command, declared once. Parsing, help, completion, each chat's registration, authorisation and the manual are
 * read from this object; nobody copies its fields.
 */
export interface Command<O extends Options = Options, Tools = never> {
  /** One to three words, such as `['vm', 'create']`. No path begins another one. */
  readonly path: readonly string[];
  /** Other words for the last one of its path. */
  readonly alias?: Alias;
  /** What the words before the last one are, where somebody has said it. */
  readonly within?: Group;
  readonly summary: Text;
  /** Lines that work as they stand. */
  readonly examples: readonly string[];
  readonly needs: Capability;
  /** What it takes of what a person may do in a while, beside being a request. */
  readonly takes?: Repeated;
  /** It makes room, or keeps what fills the disk from going on: it is done also where the database has none left. */
  readonly makesRoom?: true;
  /** Whether the answer is for the asker alone or for the channel; some chats fix that at the first acknowledgement. */
  readonly answer: 'private' | 'channel';
  /** In the order in which they are typed; flags after the positional ones. */
  readonly options: O;
  run(values: Values<O>, context: CommandContext & Tools): Promise<Decision<Tools>> | Decision<Tools>;
  /** Never there: keeps a command from an app that has not all of its tools. */
  readonly uses?: (tools: Tools) => void;
}

/** The identity, for its inferred types. */
export function command<const O extends Options, Tools = unknown>(
  declaration: Command<O, Tools>,
): Command<O, Tools> {
  return declaration;
}
