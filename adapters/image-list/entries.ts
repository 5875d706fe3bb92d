import { z } from 'zod';
import { type Entry, entries, SPANISH } from './entry.ts';
import type { Fault } from './read-yaml.ts';

/**
 * Reads what stands in `images.yaml`, once it is read as YAML.
 * @param lineOf the line of what stands at a path
 */
export function readEntries(
  value: unknown,
  lineOf: (path: readonly PropertyKey[]) => number,
): { readonly images: Readonly<Record<string, Entry>> } | { readonly faults: readonly Fault[] } {
  const parsed = entries.safeParse(value ?? {});
  if (parsed.success) return { images: parsed.data.images };
  // The same issues in the same order, with the words of the other language.
  const { error } = entries.safeParse(value ?? {}, { error: z.locales.es().localeError });
  return {
    faults: parsed.error.issues.map((issue, place) => {
      const path = issue.path.join('.');
      const en = wordsOf(issue);
      const other = error?.issues[place];
      const es = SPANISH.get(en) ?? spanishOf(issue) ?? (other ? wordsOf(other) : en);
      return { line: lineOf(issue.path), words: { en: `${path}: ${en}`, es: `${path}: ${es}` } };
    }),
  };
}

type Issue = z.core.$ZodIssue;

function wordsOf(issue: Issue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

function spanishOf(issue: Issue): string | undefined {
  const es = issue.code === 'custom' ? issue.params?.es : undefined;
  return typeof es === 'string' ? es : undefined;
}
