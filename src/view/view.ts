import type { Words } from '../base/text.ts';

/** How a message feels at a glance; each chat chooses its own colour or sign for it. */
export type Tone = 'plain' | 'working' | 'good' | 'warning' | 'bad';

/** One message, in no chat's language: what is said, not how it is drawn. */
export interface View {
  readonly tone: Tone;
  readonly title?: Words;
  /** What it holds, in few words that are the same in every language: what a file of it is called after. */
  readonly about?: string;
  readonly parts: readonly Part[];
  readonly actions: readonly Action[];
}

export type Part =
  | TextPart
  | FieldsPart
  | TablePart
  | StepsPart
  | CodePart
  | NotePart
  | LinkPart
  | PicturePart
  | AskerPart;

/** A paragraph. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: Words;
}

/** Labelled values, such as a machine's state and address. */
export interface FieldsPart {
  readonly kind: 'fields';
  readonly fields: readonly Field[];
}

export interface Field {
  readonly label: Words;
  readonly value: Words;
}

export interface TablePart {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Words[])[];
  /** Said instead of a table without rows. */
  readonly empty: Words;
}

export interface Column {
  readonly label: Words;
  /** Numbers stand to the right. */
  readonly align?: 'left' | 'right';
  /** The label is what its numbers count: beside one it stands behind it, as in `2 CPU`. */
  readonly isUnit?: true;
  /** Half of such a value is none, as of a name or an address: it is never shortened. Numbers never are. */
  readonly whole?: boolean;
}

/** The course of a job. */
export interface StepsPart {
  readonly kind: 'steps';
  readonly steps: readonly StepLine[];
}

export interface StepLine {
  readonly label: Words;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'undone';
  /** What the step is at, or what it found: an address, a rate. */
  readonly note?: Words;
  /** How much of it is done, 0 to 1, where that is known. */
  readonly fraction?: number;
  /** Since when it runs, in milliseconds since 1970, for where time runs by itself. */
  readonly since?: number;
}

/** Text of a guest or a file as it is; hostile, so a renderer removes what would act on its chat. */
export interface CodePart {
  readonly kind: 'code';
  readonly label?: Words;
  readonly text: string;
  /** It is lines that can be typed, of labvm's own: each chat writes them as they are typed there. */
  readonly isOurs?: true;
}

/** What to do next, said quietly. */
export interface NotePart {
  readonly kind: 'note';
  readonly text: Words;
}

/** Who asked for what a message tells: each chat says it as it names people, and without calling them. */
export interface AskerPart {
  readonly kind: 'asker';
  /** Their account, such as `slack:T1:U2`. */
  readonly actor: string;
  /** Their name, where the chat knows it. */
  readonly name?: string;
}

/** An address for a person to open: theirs alone, so that no chat may look at it before them. */
export interface LinkPart {
  readonly kind: 'link';
  readonly label: Words;
  /** `http:` or `https:`. */
  readonly url: string;
}

/** A picture, such as a machine's screen. Plain data, because messages are stored. */
export interface PicturePart {
  readonly kind: 'picture';
  /** What is to be seen, for whoever cannot see it. */
  readonly alt: Words;
  /** A PNG in base64. */
  readonly png: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** `thumbnail`: beside what is said; `full`: what is said. */
  readonly size: 'full' | 'thumbnail';
}

/**
 * A button. It carries a command line, so that it works after a restart and on old messages, and is authorised
 * again for the one who presses it.
 */
export interface Action {
  readonly label: Words;
  readonly command: string;
  readonly style: 'plain' | 'primary' | 'danger';
  /** What will be lost; a chat asks it before it sends the command with `--yes`. */
  readonly confirm?: Words;
  /** What it is done to, where a message has actions for several: those of one belong together. */
  readonly of?: string;
}

/** The longest command line a button may carry: Discord's `custom_id` (docs: interactions, components). */
export const MAX_ACTION_COMMAND = 100;

/** The longest address behind a button: Discord's (docs: components, button). */
export const MAX_LINK_URL = 512;

/**
 * A view, checked: an action whose command is too long would work in one chat and be refused by another.
 * @throws RangeError naming the action, or for a link that no chat could open
 */
export function view(draft: {
  tone?: Tone;
  title?: Words;
  parts?: readonly Part[];
  actions?: readonly Action[];
}): View {
  const { tone = 'plain', title, parts = [], actions = [] } = draft;
  for (const action of actions) {
    if (action.command.length > MAX_ACTION_COMMAND) {
      throw new RangeError(
        `A button's command has at most ${MAX_ACTION_COMMAND} characters, this one has more: ${action.command}`,
      );
    }
  }
  for (const part of parts) {
    // Not named: what it leads to is somebody's secret.
    if (part.kind === 'link' && (!/^https?:\/\//.test(part.url) || part.url.length > MAX_LINK_URL))
      throw new RangeError(`A link begins with http and has at most ${MAX_LINK_URL} characters.`);
  }
  return { tone, ...(title === undefined ? {} : { title }), parts, actions };
}
