const SUFFIX = ' file';

/** The field in which a file is attached for an option that may be pasted as well, which is another field. */
export function fileField(name: string): string {
  return `${name}${SUFFIX}`;
}

/** The option of such a field; null where it is a field of another kind. */
export function optionOfFileField(field: string): string | null {
  return field.endsWith(SUFFIX) ? field.slice(0, -SUFFIX.length) : null;
}
