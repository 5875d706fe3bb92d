import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/sources.ts';
import { PROVIDERS } from './lists.ts';
import { commandsOf } from './shell.ts';
import { startsOf } from './typescript.ts';

const FOLDERS = ['.ci', 'adapters', 'bench', 'scripts', 'src', 'test'];
/** Runs inside of guests; and this folder names every program there is. */
const ELSEWHERE = [
  'scripts/tiny/rootfs/',
  'scripts/real/debian/rootfs/',
  'test/adapters/libvirt/silent-agent.sh',
  'test/e2e/support/clock-agent.sh',
  'test/scripts/programs',
];

const BUILTINS = new Set(
  `. : [ break cd command compgen continue declare echo eval exec exit export false getopts hash kill local
   mapfile printf pwd read readonly return set shift shopt source test times trap true type ulimit umask
   unset wait for esac ]]`.split(/\s+/),
);
const FUNCTION = /^\s*([\w-]+)\s*\(\)\s*[{(]/gm;
const SHELL = /^#!.*\b(?:ba)?sh\b|^# [^\n]*Sourced|\.sh$/;

/** What a file starts: the programs that it names, and the words that may be some. */
export interface Found {
  readonly file: string;
  readonly started: readonly string[];
  readonly handedOn: readonly string[];
}

function files(): ReadonlyMap<string, string> {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  const ours = paths.filter((path) => !ELSEWHERE.some((place) => path.startsWith(place)));
  return new Map(ours.toSorted().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/** Everything that the project's files start on a host, and what package.json's scripts do. */
export function findPrograms(): readonly Found[] {
  const all = files();
  const shells = [...all].filter(
    ([path, text]) => SHELL.test(path) || SHELL.test(text.split('\n', 1)[0] ?? ''),
  );
  const functions = new Set(
    shells.flatMap(([, text]) => [...text.matchAll(FUNCTION)].map(([, name = '']) => name)),
  );
  const isProgram = (word: string) => !BUILTINS.has(word) && !functions.has(word) && !word.includes('$');
  const shell = (file: string, text: string): Found => {
    const { started, handedOn } = commandsOf(text);
    return { file, started: started.filter(isProgram), handedOn: handedOn.filter(isProgram) };
  };
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
  return [
    shell('package.json', Object.values(manifest ?? {}).join('\n')),
    ...shells.map(([file, text]) => shell(file, text)),
    ...[...all].filter(([file]) => file.endsWith('.ts')).map(([file, text]) => typescript(file, text, shell)),
  ];
}

function typescript(file: string, text: string, shell: (file: string, text: string) => Found): Found {
  const { started, handedOn, scripts } = startsOf(text);
  const inner = scripts.map((script) => shell(file, script));
  // A name of a program, or a path, that stands anywhere is a use of it; only not one that has to be explained.
  const named = [...PROVIDERS.keys()].filter((name) => text.includes(`'${name}'`));
  return {
    file,
    started: [...started, ...inner.flatMap((one) => one.started)],
    handedOn: [...handedOn, ...inner.flatMap((one) => one.handedOn), ...named],
  };
}

/** The paths of a table that a file names. */
export function pathsIn(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...PROVIDERS.keys()].filter((name) => name.startsWith('/') && text.includes(name));
}
