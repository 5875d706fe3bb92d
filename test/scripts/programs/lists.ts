import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/sources.ts';

const HERE = 'test/scripts/programs';
/** What every Debian has. */
export const MINIMAL = `${HERE}/minimal.txt`;

/** Where a program, or a file, comes from. */
export interface Provider {
  readonly package: string;
  /** The package that our lists name; the same one unless another draws it in. */
  readonly asked: string;
  /** Used only where it is there. */
  readonly isOptional: boolean;
}

/** The lines of a list without comments, cut into words. */
function linesOf(path: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  return lines
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
    .map((line) => line.split(/\s+/));
}

/** The packages that lists name, one a line; a second word is an architecture. */
export function packagesOf(...paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => linesOf(path).map(([name = '']) => name)));
}

const table = linesOf(`${HERE}/debian.txt`);

/** Which package brings a program or a file: test/scripts/programs/debian.txt. */
export const PROVIDERS: ReadonlyMap<string, Provider> = new Map(
  table
    .filter(([first]) => first !== '*')
    .map(([program = '', name = '', third]) => {
      const isOptional = third === 'optional';
      return [program, { package: name, asked: isOptional ? name : (third ?? name), isOptional }];
    }),
);

/** Packages that other packages need without asking Debian for them: the package, and who needs it. */
export const COMPANIONS: ReadonlyMap<string, string> = new Map(
  table.filter(([first]) => first === '*').map(([, name = '', other = '']) => [name, other]),
);
