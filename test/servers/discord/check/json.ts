/** An object of a request whose shape nobody has vouched for. */
export type Json = Readonly<Record<string, unknown>>;

/** The objects in a list; none where it is no list. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** The object; an empty one where it is something else. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** Text, or nothing where it is something else. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Whether a text, where there is one, is as long as it may be. Discord does not say in every place whether it counts
 * code points or UTF-16 units: the stricter count is right everywhere.
 */
export function* lengthBreaches(
  value: unknown,
  least: number,
  most: number,
  place: string,
): Generator<string> {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') yield `${place} is not a text`;
  else if (value.length < least) yield `${place} has ${value.length} characters, at least ${least}`;
  else if (value.length > most) yield `${place} has ${value.length} characters, at most ${most}`;
}

/** The same for a text that must be there. */
export function* requiredText(value: unknown, least: number, most: number, place: string): Generator<string> {
  if (typeof value === 'string') yield* lengthBreaches(value, least, most, place);
  else yield `${place} is missing or not a text`;
}

/** Values that occur more than once, each told once. */
export function repeated(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
