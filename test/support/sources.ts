import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's root, with a `/` at its end. */
export const ROOT = join(import.meta.dirname, '..', '..', '/');

/** The TypeScript files below folders of the project, from its root, with their text. */
export function sourcesOf(...folders: readonly string[]): ReadonlyMap<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => file.endsWith('.ts')).toSorted();
  return new Map(sources.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
}

const STATIC = /\b(?:import|export)\b(?:[\s\w$,{}*]*?\bfrom\b)?\s*(['"])([^'"]+)\1/g;
const DYNAMIC = /\b(?:import|require)\s*\(\s*([^)]*)\)/g;
const LITERAL = /^(['"])([^'"]+)\1$/;

/**
 * What a file imports, types too: `import`, `export … from`, `import()`, `require()`.
 * @throws Error where a module is named by something that is no plain string
 */
export function importsOf(file: string, source: string): readonly string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const named = [...code.matchAll(STATIC)].map(([, , specifier = '']) => specifier);
  const called = [...code.matchAll(DYNAMIC)].map(([whole, argument = '']) => {
    const literal = LITERAL.exec(argument.trim())?.[2];
    if (literal === undefined) throw new Error(`${file}: it cannot be known what ${whole} imports`);
    return literal;
  });
  return [...named, ...called];
}
