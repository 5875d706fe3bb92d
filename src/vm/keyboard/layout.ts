import { KEYS } from './codes.ts';

/** Keys pressed together, as Linux' codes, in the order in which they go down. */
export type Stroke = readonly number[];

/** What has to be pressed, one after the other, for one character. */
export type Layout = ReadonlyMap<string, readonly Stroke[]>;

/** What a row of keys writes alone, with shift and with AltGr; a blank where a key writes nothing. */
interface Row {
  readonly first: number;
  readonly plain: string;
  readonly shift: string;
  readonly altgr?: string;
}

/** Characters that every keyboard has at the same place. */
const EVERYWHERE: readonly (readonly [string, readonly Stroke[]])[] = [
  [' ', [[KEYS.space]]],
  ['\n', [[KEYS.enter]]],
  ['\t', [[KEYS.tab]]],
];

/** @param composed what takes several strokes, such as an accent and its letter */
export function layoutOf(
  rows: readonly Row[],
  composed: (
    of: (character: string) => Stroke,
  ) => readonly (readonly [string, readonly Stroke[]])[] = () => [],
): Layout {
  const layout = new Map<string, readonly Stroke[]>(EVERYWHERE);
  const add = (character: string, stroke: Stroke) => {
    if (character !== ' ' && !layout.has(character)) layout.set(character, [stroke]);
  };
  for (const { first, plain, shift, altgr = '' } of rows) {
    for (const [at, character] of [...plain].entries()) add(character, [first + at]);
    for (const [at, character] of [...shift].entries()) add(character, [KEYS.shift, first + at]);
    for (const [at, character] of [...altgr].entries()) add(character, [KEYS.altgr, first + at]);
  }
  const strokeOf = (character: string): Stroke => layout.get(character)?.[0] ?? [];
  for (const [character, strokes] of composed(strokeOf)) layout.set(character, strokes);
  return layout;
}
