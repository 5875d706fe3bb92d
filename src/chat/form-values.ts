import { withoutCode } from '../base/code.ts';
import type { Command } from '../command/command.ts';
import type { GivenValues, Value } from '../command/line.ts';

/**
 * What stands in the fields of a form, or behind the names that a chat shows, as it is meant: a value that was pasted as
 * code is its text. What takes a whole text is left as it is.
 */
export function formValues({ options }: Command, fields: GivenValues): GivenValues {
  const meant = ([name, value]: readonly [string, Value]) => {
    const kind = Object.hasOwn(options, name) ? options[name]?.kind : undefined;
    const isWhole = typeof value !== 'string' || kind?.takesLines || kind?.takesRest;
    return [name, isWhole ? value : withoutCode(value)] as const;
  };
  return Object.fromEntries(Object.entries(fields).map(meant));
}
