import { UserError } from './errors.ts';
import type { Text } from './text.ts';

/** What the items of a list in the configuration look like. */
export interface ListForm {
  /** A value of the configuration that may hold many. */
  readonly variable: string;
  isRight(item: string): boolean;
  /** What an item should be, as “no id of an account”. */
  readonly isNo: Text;
  /** What to write instead, with an example. */
  readonly instead: Text;
}

/** So much of a wrong item is said back: a token that was pasted into the wrong line is longer. In UTF-16 units. */
const MOST_SHOWN = 20;

/**
 * The items of a list, all of them right.
 * @throws UserError naming the variable, the first item that is not, and an example
 */
export function listOf(
  items: readonly string[],
  { variable, isRight, isNo, instead }: ListForm,
): readonly string[] {
  const wrong = items.find((item) => !isRight(item));
  if (wrong === undefined) return items;
  const item = wrong.length > MOST_SHOWN ? `${wrong.slice(0, MOST_SHOWN).toWellFormed()}…` : wrong;
  throw new UserError(
    'bad-argument',
    {
      en: `${variable} holds “${item}”, which is ${isNo.en}.`,
      es: `${variable} contiene «${item}», que ${isNo.es}.`,
    },
    instead,
  );
}
