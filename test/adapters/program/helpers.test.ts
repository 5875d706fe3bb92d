import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, sourcesOf } from '../../support/sources.ts';

/** What docs/service.md says of helper programs: their names, and what they keep of root's rights. */
const documented = new Map(
  readFileSync(join(ROOT, 'docs/service.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [, names = '', , keeps = ''] = line.split('|');
      const rights = keeps.match(/[A-Z]+_[A-Z]+/g) ?? [];
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, rights.toSorted()] as const);
    }),
);

/** How programs are named where they are started: by their own name, or by one that stands in a file. */
const ORDER = /name: ('[^']+'|[\w.]+),\s*arguments: (\[[^\]]*\]|\w+),(?:(?!arguments:)[\s\S])*?limits/g;
const HANDED_ON = /'--', '(\w+)'/;
const EMULATORS = ['qemu-system-x86_64', 'qemu-system-aarch64'];

function startedIn(source: string): readonly (readonly [name: string, rights: readonly string[]])[] {
  return [...source.matchAll(ORDER)].flatMap(([whole, name = '', line = '']) => {
    const rights = [...(/keeps: \[([^\]]*)\]/.exec(whole)?.[1] ?? '').matchAll(/'(\w+)'/g)];
    const kept = rights.map(([, right = '']) => right.toUpperCase()).toSorted();
    const further = HANDED_ON.exec(line)?.[1];
    return [...namesOf(name, source), ...(further ? [further] : [])].map((one) => [one, kept] as const);
  });
}

function namesOf(name: string, source: string): readonly string[] {
  if (name.startsWith("'")) return [name.slice(1, -1)];
  if (name === 'program.emulator') return EMULATORS;
  const path = new RegExp(`const ${name} = '([^']+)'`).exec(source)?.[1];
  if (path === undefined) throw new Error(`It cannot be known which program ${name} is.`);
  return [basename(path)];
}

const starting = [...sourcesOf('adapters')]
  .map(([file, source]) => [file, source.replace(/^\s*\/\/.*$/gm, '')] as const)
  .filter(([, source]) => /programs\.(?:run|pipe)\(/.test(source));

test.each(starting)('%s says by name what it starts', (_file, source) => {
  const calls = source.match(/programs\.(?:run|pipe)\(/g) ?? [];
  expect(source.match(ORDER)).toHaveLength(calls.length);
});

test('docs/service.md names every helper program, with what it keeps of root’s rights, and no other', () => {
  const started = new Map(starting.flatMap(([, source]) => startedIn(source)));
  expect(Object.fromEntries([...documented].toSorted())).toEqual(Object.fromEntries([...started].toSorted()));
});

test('the emulators are those that the trial knows', () => {
  const [, source = ''] =
    [...sourcesOf('adapters/host')].find(([file]) => file.endsWith('kvm-program.ts')) ?? [];
  expect([...source.matchAll(/emulator: '([^']+)'/g)].map(([, name]) => name)).toEqual(EMULATORS);
});
