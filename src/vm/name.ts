/** A machine's name: a DNS label short enough for every engine, led by a letter so that it is never a number. */
const PATTERN = /^[a-z][a-z0-9-]{0,30}$/;

export function isVmName(text: string): boolean {
  return PATTERN.test(text);
}

/**
 * The first free names of an image: `tiny-1`, `tiny-2` … A name that is too long loses the end of its stem.
 * @param taken names that cannot be used
 */
export function freeNames(stem: string, count: number, taken: ReadonlySet<string>): readonly string[] {
  const names: string[] = [];
  for (let n = 1; names.length < count; n += 1) {
    const suffix = `-${n}`;
    const name = `${stem.slice(0, 31 - suffix.length)}${suffix}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}
