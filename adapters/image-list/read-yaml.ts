import { type Alias, type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { Text } from '../../src/text.ts';

/** What a text of YAML says, or what is wrong with it. */
export type Yaml =
  | { readonly value: unknown; lineOf(path: readonly PropertyKey[]): number }
  | { readonly faults: readonly Fault[] };

export interface Fault {
  readonly line: number;
  readonly words: Text;
}

/** How much may be repeated by names: `*name` of `*name` of … grows without an end. */
const MOST_ALIASES = 100;

/** Reads a text whose writer may have meant no good. */
export function readYaml(text: string): Yaml {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number | undefined) => lineCounter.linePos(offset ?? 0).line;
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { faults: [{ line: deepestLine(text), words: TOO_DEEP }] };
  }
  const faults = document.errors.map(({ linePos, message }) => ({
    line: linePos?.[0].line ?? 1,
    words: noYaml(message.split('\n')[0] ?? ''),
  }));
  if (faults.length > 0) return { faults };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), lineOf: lineIn(document, lineAt) };
  } catch (error) {
    // The library says it by no class of its own (yaml: Alias.toJS).
    if (error instanceof ReferenceError)
      return { faults: [{ line: aliasLine(document, lineAt), words: TOO_MUCH }] };
    if (error instanceof RangeError) return { faults: [{ line: deepestLine(text), words: TOO_DEEP }] };
    throw error;
  }
}

/** The line of what stands at a path, or of the nearest thing above it. */
function lineIn(document: Document.Parsed, lineAt: (offset: number) => number) {
  return (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
      if (Array.isArray(range)) return lineAt(Number(range[0]));
    }
    return 1;
  };
}

/** The last one is where most is repeated, in whatever was written to grow. */
function aliasLine(document: Document.Parsed, lineAt: (offset: number | undefined) => number): number {
  let last: Alias | null = null;
  visit(document, {
    Alias(_, alias) {
      last = alias;
    },
  });
  return lineAt((last as Alias | null)?.range?.[0]);
}

/** Where most is opened. */
function deepestLine(text: string): number {
  const openings = text.split('\n').map((line) => line.match(/[[{]|- /g)?.length ?? 0);
  const most = openings.reduce((found, count, place) => (count > (openings[found] ?? 0) ? place : found), 0);
  return most + 1;
}

function noYaml(message: string): Text {
  return { en: `this is no YAML: ${message}`, es: `esto no es YAML: ${message}` };
}

const TOO_MUCH: Text = {
  en: `names (*name) repeat more than ${MOST_ALIASES} times what they stand for`,
  es: `los alias (*nombre) repiten más de ${MOST_ALIASES} veces lo que nombran`,
};

const TOO_DEEP: Text = {
  en: 'lists lie in one another too deep to be read',
  es: 'hay listas anidadas a demasiada profundidad para leerlas',
};
