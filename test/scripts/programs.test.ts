import {
  accessSync,
  constants,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';
import { COMPANIONS, MINIMAL, PROVIDERS, packagesOf } from './programs/lists.ts';
import { findPrograms, pathsIn } from './programs/scan.ts';

/*
 * A fresh machine has what our lists of packages bring, Debian's minimal system, and Node with npm: nothing else may be
 * started anywhere. The lists differ by who starts it, for what sets up a host runs before anything is installed on it.
 */

const SETUP = ['scripts/setup/packages.txt', 'scripts/tiny/host-packages.txt'];
const TESTS = [...SETUP, 'scripts/setup/test-packages.txt'];
const REAL = readdirSync(join(ROOT, 'scripts/real'))
  .filter((name) => name.endsWith('-packages.txt'))
  .map((name) => `scripts/real/${name}`);

/** Whose programs come from which lists, besides the minimal system; the first fit counts. */
const SCOPES: readonly (readonly [place: string, lists: readonly string[]])[] = [
  ['scripts/setup.sh', []],
  ['scripts/setup/shell/', []],
  ['scripts/setup/', SETUP],
  ['scripts/tiny/', ['scripts/tiny/host-packages.txt']],
  ['scripts/real/debian', ['scripts/real/debian-packages.txt']],
  ['scripts/real/installer.sh', ['scripts/real/installer-packages.txt']],
  ['scripts/real/', [...TESTS, ...REAL]],
  ['test/real/', [...TESTS, ...REAL]],
  ['adapters/', SETUP],
  ['src/', SETUP],
  ['', TESTS],
];

const found = findPrograms();
const clonesOwn = new Set(readdirSync(join(ROOT, 'node_modules/.bin')));
const minimal = packagesOf(MINIMAL);

function bringers(file: string): ReadonlySet<string> {
  const [, lists = []] = SCOPES.find(([place]) => file.startsWith(place)) ?? [];
  return new Set([...minimal, ...packagesOf(...lists)]);
}

/** Whether a program needs no package: it is the clone's own, or whoever has a clone has it. */
function comesAlong(program: string): boolean {
  return program.includes('/') || clonesOwn.has(program) || ['git', 'npm', ''].includes(program);
}

/** Words that are programs elsewhere, and arguments here. */
const ARGUMENTS = ['command', 'convert', 'install', 'test', 'true'];

/** Where this machine has a program, or null. */
function onThisMachine(program: string): string | null {
  if (program.startsWith('/')) return existsSync(program) ? program : null;
  const folders = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
  const places = folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, program));
  return places.find((path) => isExecutable(path)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

it('starts no program that the lists of packages do not bring', () => {
  const missing = found.flatMap(({ file, started, handedOn }) => {
    const own = bringers(file);
    const known = [
      ...started.filter((word) => !comesAlong(word)),
      ...handedOn.filter((word) => PROVIDERS.has(word)),
    ];
    return [...new Set([...known, ...(file === 'package.json' ? [] : pathsIn(file))])].flatMap((program) => {
      const provider = PROVIDERS.get(program);
      if (!provider) return [`${file}: ${program} is not in test/scripts/programs/debian.txt`];
      if (provider.isOptional || own.has(provider.asked)) return [];
      return [`${file}: ${program} needs ${provider.asked}, which none of its lists names`];
    });
  });
  expect(missing).toEqual([]);
});

it('hands on no program of this machine that is not in the table', () => {
  const unknown = found.flatMap(({ file, handedOn }) =>
    handedOn
      .filter((word) => /^[a-z][\w.+-]*$/.test(word) && !PROVIDERS.has(word) && !comesAlong(word))
      .filter((word) => !ARGUMENTS.includes(word) && onThisMachine(word) !== null)
      .map((word) => `${file}: ${word}`),
  );
  expect(unknown).toEqual([]);
});

it('asks for no package that nothing needs', () => {
  const used = new Set(
    found.flatMap(({ file, started, handedOn }) => [
      ...started,
      ...handedOn,
      ...(file === 'package.json' ? [] : pathsIn(file)),
    ]),
  );
  const needed = new Set(
    [...PROVIDERS].filter(([program]) => used.has(program)).map(([, { asked }]) => asked),
  );
  const idle = [...packagesOf(...TESTS, ...REAL)].filter(
    (name) => !needed.has(name) && !needed.has(COMPANIONS.get(name) ?? '') && !minimal.has(name),
  );
  expect(idle).toEqual([]);
});

it('has no line in its table that nothing uses', () => {
  const used = new Set(found.flatMap(({ started, handedOn }) => [...started, ...handedOn]));
  const texts = found.filter(({ file }) => file !== 'package.json').flatMap(({ file }) => pathsIn(file));
  const idle = [...PROVIDERS.keys()].filter((program) => !used.has(program) && !texts.includes(program));
  expect(idle).toEqual([]);
});

it('knows where Debian has them from', async () => {
  const here = [...PROVIDERS].flatMap(([program, provider]) => {
    const path = onThisMachine(program);
    return path === null || !/^\/(usr|bin|sbin)\//.test(path) || path.startsWith('/usr/local/')
      ? []
      : [{ program, path, provider }];
  });
  // Where /bin is a link to /usr/bin, dpkg knows a file by either name; awk and such are links that nobody owns.
  const names = (path: string) =>
    [path, realpathSync(path)].flatMap((one) => [
      one,
      one.replace(/^\/usr/, ''),
      `/usr${one.replace(/^\/usr/, '')}`,
    ]);
  const asked = [...new Set(here.flatMap(({ path }) => names(path)))];
  const { stdout } = await execa('dpkg-query', ['-S', ...asked], { reject: false });
  const owners = new Map(
    stdout.split('\n').map((line) => [line.slice(line.lastIndexOf(': ') + 2), line.replace(/[:,].*/, '')]),
  );
  const wrong = here.flatMap(({ program, path, provider }) => {
    const owner = names(path)
      .map((name) => owners.get(name))
      .find(Boolean);
    return owner === provider.package ? [] : [`${program}: ${owner ?? 'nobody'}, not ${provider.package}`];
  });
  expect(wrong).toEqual([]);
  expect(here.length).toBeGreaterThan(50);
});

it('counts on no more of a minimal system than every Debian has', async () => {
  const { stdout } = await execa('dpkg-query', ['--status', ...minimal]);
  const priorities = [...stdout.matchAll(/^Priority: (.*)$/gm)].map(([, priority]) => priority);
  expect(priorities).toEqual([...minimal].map(() => 'required'));
});

const perl = globSync('{adapters,bench,scripts,src,test}/**/*.pl', { cwd: ROOT });

it('knows the scripts for Perl', () => expect(perl.length).toBeGreaterThan(2));

it.each(perl)('asks Perl for no module that perl-base does not bring: %s', async (script) => {
  const { stdout } = await execa('dpkg-query', ['-L', 'perl-base']);
  const brought = stdout.split('\n');
  const text = readFileSync(join(ROOT, script), 'utf8');
  const modules = [...text.matchAll(/^\s*(?:use|require)\s+([A-Z_a-z:]+)/gm)].map(([, name = '']) => name);
  expect(modules).toContain('strict');
  const missing = modules.filter(
    (name) => !brought.some((file) => file.endsWith(`/${name.replaceAll('::', '/')}.pm`)),
  );
  expect(missing).toEqual([]);
});
