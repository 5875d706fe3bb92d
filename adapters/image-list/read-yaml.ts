import { type Alias, type Document, Lexer, LineCounter, parseDocument, visit } from 'yaml';
import type { Text } from '../../src/base/text.ts';
import { TOO_DEEP, tooDeepAt } from '../../src/base/yaml-depth.ts';

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

/** How many faults of one text are worth a word. */
const MOST_FAULTS = 5;

/** Reads a text whose writer may have meant no good. */
export function readYaml(text: string): Yaml {
  const deep = tooDeepAt(new Lexer().lex(text));
  if (deep !== null) return { faults: [{ line: text.slice(0, deep).split('\n').length, words: TOO_DEEP }] };
  const lineCounter = new LineCounter();
  const lineAt = (offset: number | undefined) => lineCounter.linePos(offset ?? 0).line;
  // What is pretty about an error takes long where there are thousands.
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const faults = document.errors.slice(0, MOST_FAULTS).map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    words: noYaml(message.split('\n')[0] ?? ''),
  }));
  if (faults.length > 0) return { faults };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), lineOf: lineIn(document, lineAt) };
  } catch (error) {
    // The library says it by no class of its own (yaml: Alias.toJS).
    if (!(error instanceof ReferenceError)) throw error;
    return { faults: [{ line: aliasLine(document, lineAt), words: TOO_MUCH }] };
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

function noYaml(message: string): Text {
  return { en: `this is not YAML: “${message}”`, es: `esto no es YAML: «${message}»` };
}

const TOO_MUCH: Text = {
  en: `aliases (*name) repeat what they stand for more than ${MOST_ALIASES} times`,
  es: `los alias (*nombre) repiten más de ${MOST_ALIASES} veces lo que nombran`,
};
