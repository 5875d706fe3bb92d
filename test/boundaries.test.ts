import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { biomeWithRules } from '../scripts/style/biome.ts';
import { FLOORS, VENDORS } from '../scripts/style/rooms.ts';
import { WORKS } from '../src/app.ts';
import { faultOf, resolve, roomOf } from './support/boundary-rules.ts';
import { importsOf, sourcesOf } from './support/sources.ts';

const sources = sourcesOf('src', 'commands', 'adapters');
const imports = new Map([...sources].map(([file, source]) => [file, importsOf(file, source)]));

function* cyclesFrom(file: string, way: readonly string[], done: Set<string>): Generator<readonly string[]> {
  if (way.includes(file)) yield [...way.slice(way.indexOf(file)), file];
  if (way.includes(file) || done.has(file)) return;
  for (const specifier of imports.get(file) ?? []) {
    const target = resolve(file, specifier);
    if (target !== null) yield* cyclesFrom(target, [...way, file], done);
  }
  done.add(file);
}

describe('imports run one way', () => {
  it('in every file', () => {
    const faults = [...imports].flatMap(([file, specifiers]) =>
      specifiers.flatMap((specifier) => faultOf(file, specifier) ?? []),
    );
    expect(faults).toEqual([]);
  });

  it('without a circle, of types either', () => {
    const done = new Set<string>();
    const cycles = [...imports.keys()].flatMap((file) => [...cyclesFrom(file, [], done)]);
    expect(cycles.map((cycle) => cycle.join(' → '))).toEqual([]);
  });

  it('and stand in one block, without blank lines', () => {
    const parted = [...sources].filter(([, source]) => /^(?:import|[}]) .*;\n\nimport /m.test(source));
    expect(parted.map(([file]) => file)).toEqual([]);
  });

  it('and lead to files that exist', () => {
    const lost = [...imports].flatMap(([file, specifiers]) =>
      specifiers
        .filter((one) => sources.has(resolve(file, one) ?? file) === false)
        .map((one) => `${file}: ${one}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('the table of rooms', () => {
  it('names every room of src, and none that is not there', () => {
    const rooms = [...sources.keys()].filter((file) => file.startsWith('src/')).map(roomOf);
    const named = FLOORS.flat().toSorted();
    expect([...new Set(rooms)].filter((room) => room !== 'main.ts').toSorted()).toEqual(named);
  });

  it('names every adapter, and none that is not there', () => {
    const adapters = [...sources.keys()].filter((file) => file.startsWith('adapters/')).map(roomOf);
    expect([...new Set(adapters)].toSorted()).toEqual(Object.keys(VENDORS).toSorted());
  });
});

describe('Biome, which says it while one types', () => {
  it('forbids what the table forbids; else: node scripts/style/biome.ts', async () => {
    const written = JSON.parse(await readFile(new URL('../biome.json', import.meta.url), 'utf8'));
    expect(written).toEqual(biomeWithRules(written));
  });
});

describe('the core', () => {
  const core = [...sources].filter(([file]) => file.startsWith('src/') || file.startsWith('commands/'));

  it.each([
    ['reads the environment in src/config.ts alone', /\bprocess\.env\b/, ['src/config.ts', 'src/main.ts']],
    ['knows no process', /\bprocess\.(?!env\b)\w/, ['src/main.ts', 'src/config.ts']],
    ['reaches no network by a global', /\b(?:fetch|WebSocket|EventSource)\s*\(/, ['src/main.ts']],
    ['makes no code of text', /\beval\s*\(|\bnew\s+Function\b/, []],
  ])('%s', (_what, pattern, allowed) => {
    const found = core.filter(([file, source]) => pattern.test(source) && !allowed.includes(file));
    expect(found.map(([file]) => file)).toEqual([]);
  });
});

describe('the engine', () => {
  const rooms = new Set(FLOORS.slice(0, FLOORS.findIndex((floor) => floor.includes('chat')) + 1).flat());
  const engine = [...sources].filter(([file]) => file.startsWith('src/') && rooms.has(roomOf(file)));
  /** The engine's own. */
  const own = new Set(['help', 'job']);
  const ofDomains = commands
    .map(({ path }) => path.join(' '))
    .filter((path) => path.includes(' ') && !own.has(path.split(' ')[0] ?? ''));

  it('has all of its rooms', () => {
    expect([...rooms].toSorted()).toEqual(['access', 'base', 'chat', 'command', 'job', 'view']);
    expect(engine.length).toBeGreaterThan(100);
    expect(ofDomains).toContain('vm create');
  });

  it.each([
    ['no command of a domain', new RegExp(`\\b(?:${ofDomains.join('|')})\\b`)],
    ['no kind of a domain’s works', new RegExp(`['"\`](?:${[...WORKS.keys()].join('|')})['"\`]`)],
  ])('names %s, as text either', (_what, pattern) => {
    const found = engine.filter(([, source]) => pattern.test(withoutComments(source)));
    expect(found.map(([file]) => file)).toEqual([]);
  });
});

describe('what is done at length is a few functions that can be followed by name', () => {
  const MOST_LINES = 60;

  /** Functions of a file's own, by where they begin and end at the left. */
  function* longOnes(file: string, source: string): Generator<string> {
    let from: number | null = null;
    for (const [at, line] of source.split('\n').entries()) {
      if (/^(?:export )?(?:async )?function/.test(line)) from = at;
      if (line !== '}' || from === null) continue;
      if (at - from + 1 > MOST_LINES) yield `${file}:${from + 1}`;
      from = null;
    }
  }

  it.each(['src/job/', 'src/chat/', 'src/vm/', 'src/console/'])('in %s', (room) => {
    const files = [...sources].filter(([file]) => file.startsWith(room));
    expect(files.flatMap(([file, source]) => [...longOnes(file, source)])).toEqual([]);
  });
});

/** What a comment names is an example. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
}

describe('programs of the host', () => {
  it('are named by no adapter but as an order for adapters/program, which holds them', () => {
    // esbuild's service is a library's own; it finds no secret in the environment (src/base/secret-variables.ts).
    const starts = /\b(?:execa|execaSync|execFile|execFileSync|execSync|spawnSync|fork)\s*\(|\bspawn\s*\(/;
    const found = [...sources].filter(([, source]) => starts.test(source)).map(([file]) => file);
    expect(found).toEqual(['adapters/program/index.ts']);
  });
});

describe('names that any user of the host could take first', () => {
  it.each([
    ['an abstract address of a socket', /\\0labvm|[`'"]\\0\$\{/],
    [
      'a fixed name in a folder that is everybody’s',
      /(?<!mkdtemp\(join\()tmpdir\(\)|['"`]\/(?:var\/)?tmp\/|\/dev\/shm/,
    ],
  ])('%s is used nowhere', (_what, pattern) => {
    const found = [...sources].filter(([, source]) => pattern.test(source)).map(([file]) => file);
    expect(found).toEqual([]);
  });
});

describe('the rules themselves', () => {
  it.each([
    ['src/view/view.ts', '../job/job.ts'],
    ['src/vm/card.ts', '../../commands/index.ts'],
    ['src/vm/card.ts', 'node:fs'],
    ['src/vm/card.ts', 'node:path'],
    ['src/vm/card.ts', 'zod'],
    ['src/vm/card.ts', '../unheard-of/room.ts'],
    ['src/job/runner.ts', '../vm/vm.ts'],
    ['src/command/carry-out.ts', '../console/consoles.ts'],
    ['src/app.ts', './main.ts'],
    ['src/app.ts', './config.ts'],
    ['src/config.ts', '../adapters/slack/index.ts'],
    ['src/app.ts', '../adapters/sqlite/index.ts'],
    ['src/config.ts', 'node:fs'],
    ['commands/help.ts', '../adapters/terminal/index.ts'],
    ['commands/help.ts', 'node:fs'],
    ['adapters/terminal/live.ts', '../sqlite/index.ts'],
    ['adapters/terminal/live.ts', '../../commands/index.ts'],
    ['adapters/terminal/live.ts', 'execa'],
    ['adapters/terminal/live.ts', 'node:child_process'],
    ['adapters/libvirt/seed-disc.ts', 'execa'],
    ['adapters/libvirt/seed-disc.ts', '../program/index.ts'],
    ['adapters/libvirt/rpc/client.ts', 'node:child_process'],
    ['adapters/terminal/live.ts', '../../src/main.ts'],
    ['adapters/libvirt/rpc/client.ts', '../../../src/base/clock.ts'],
    ['adapters/libvirt/rpc/client.ts', '../xml.ts'],
    ['adapters/libvirt/rpc/client.ts', 'zod'],
  ])('refuse that %s imports %s', (file, specifier) => {
    expect(faultOf(file, specifier)).toContain(`${file} imports ${specifier}: `);
  });

  it.each([
    ['src/main.ts', '../adapters/sqlite/index.ts'],
    ['src/config.ts', 'zod'],
    ['src/config.ts', '../adapters/slack/settings.ts'],
    ['src/vm/options/vm.ts', '../../command/option.ts'],
    ['commands/vm/create.ts', './delete.ts'],
    ['adapters/libvirt/xml.ts', 'fast-xml-parser'],
    ['adapters/program/index.ts', 'execa'],
    ['adapters/libvirt/session.ts', './rpc/index.ts'],
    ['adapters/libvirt/rpc/client.ts', 'node:net'],
  ])('let %s import %s', (file, specifier) => {
    expect(faultOf(file, specifier)).toBeNull();
  });

  it('see every way to import', () => {
    const source = [
      "import a from 'a';",
      'import "b";',
      "import type { C,\n  D } from 'c';",
      "export * from 'd';",
      "export { e } from 'e';",
      "const f = await import('f');",
      "type G = import('g').G;",
      "// import h from 'h';",
      " * import i from 'i';",
    ].join('\n');
    expect(importsOf('x.ts', source)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(() => importsOf('x.ts', 'await import(name)')).toThrow('x.ts');
  });
});
