import type { Text } from '../base/text.ts';

/**
 * The words nearest to one that is wrong, best first, at most three: at most a third of its letters differ
 * (added, left out, changed or swapped with their neighbour), or it begins one of them.
 */
export function nearest(word: string, words: readonly string[]): readonly string[] {
  const asked = word.toLowerCase().slice(0, 64);
  const most = Math.max(1, Math.floor(asked.length / 3));
  return words
    .map((candidate) => ({ candidate, distance: distanceOf(asked, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) => distance <= most || (asked.length > 1 && candidate.startsWith(asked)),
    )
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The question, or undefined where nothing is near. */
export function didYouMean(words: readonly string[]): Text | undefined {
  if (words.length === 0) return undefined;
  const list = (or: string) => words.join(` ${or} `);
  return { en: `Did you mean ${list('or')}?`, es: `¿Quería decir ${list('o')}?` };
}

/** The number of letters to add, drop, change or swap (Damerau and Levenshtein, restricted). */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        at(last, column) + 1,
        at(next, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, at(before, column - 2) + 1);
      next.push(least);
    }
    before = last;
    last = next;
  }
  return at(last, b.length);
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY;
}
