/** A machine's name: a DNS label short enough for every engine, led by a letter so that it is never a number. */
const PATTERN = /^[a-z][a-z0-9-]{0,30}$/;

/** Whether a machine may bear this name: one that an earlier labvm made may end in a hyphen. */
export function isVmName(text: string): boolean {
  return PATTERN.test(text);
}

/** Whether a machine can be made under this name, which is its host's name too and ends in no hyphen (RFC 952, 1123). */
export function isNewVmName(text: string): boolean {
  return isVmName(text) && !text.endsWith('-');
}

/**
 * The first free names of an image: `tiny-1`, `tiny-2` … A name that is too long loses the end of its stem.
 * @param taken names that cannot be used
 */
export function freeNames(stem: string, count: number, taken: ReadonlySet<string>): readonly string[] {
  const names: string[] = [];
  for (let n = 1; names.length < count; n += 1) {
    const suffix = `-${n}`;
    const name = `${stem.slice(0, 31 - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}
