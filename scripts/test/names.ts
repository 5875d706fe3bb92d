/** What a line of a report holds. */
const MOST_CHARACTERS = 200;

/** A sentence for each test whose name, with those of its groups, is longer than a line of a report. */
export function tooLongNames(file: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.length > MOST_CHARACTERS)
    .map(
      (name) =>
        `${file}: the name of a test has ${name.length} characters, and ${MOST_CHARACTERS} are the most: ` +
        `“${name.slice(0, 60)}…”. What is long belongs into the test, and its number into the name (%# in it.each).`,
    );
}
