import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { CONFIG_ONLY, FLOORS, HARMLESS, STARTERS, VENDORS } from './rooms.ts';

/** The part of Biome's settings that is written here: which files may not import what. */
interface BiomeSettings {
  readonly overrides: readonly object[];
}

interface Pattern {
  readonly group: readonly string[];
  readonly message: string;
}

/** Folders beside the product, which nothing of it may import. */
const ASIDE = ['bench', 'scripts', 'test'].map((folder) => inside(folder));

const LIBRARIES = [...new Set(Object.values(VENDORS).flat())].toSorted();

/**
 * Biome's settings with the rules of the table of rooms. Later ones take the place of earlier ones for the same file, so
 * each says all that holds for its files.
 */
export function biomeWithRules<S extends BiomeSettings>(settings: S): S {
  const engine = FLOORS.flatMap((rooms, floor) => rooms.map((room) => ofRoom(room, floor)));
  const adapters = Object.keys(VENDORS).map(ofAdapter);
  return { ...settings, overrides: [...engine, ofCommands(), ...adapters, ofWire()] };
}

function ofRoom(room: string, floor: number): object {
  const isConfig = room === 'config.ts';
  const above = FLOORS.slice(floor + 1).flat();
  return override(`src/${room.endsWith('.ts') ? room : `${room}/**`}`, [
    {
      group: [...(isConfig ? [] : [inside('adapters')]), inside('commands'), ...ASIDE, '**/main.ts'],
      message: 'src imports only src.',
    },
    ...(above.length === 0
      ? []
      : [{ group: above.map((room) => pathOf(room)), message: `src/${room} stands below.` }]),
    {
      group: ['node:*', 'node:*/*', ...(isConfig ? CONFIG_ONLY : HARMLESS).map((name) => `!${name}`)],
      message: 'src uses no module that touches anything outside the process: it asks a port.',
    },
    {
      group: LIBRARIES.filter((name) => !isConfig || !CONFIG_ONLY.includes(name)),
      message: 'src knows no library: the adapters do.',
    },
  ]);
}

function ofCommands(): object {
  const group = [inside('adapters'), ...ASIDE, '**/main.ts', 'node:*', 'node:*/*', ...LIBRARIES];
  return override('commands/**', [{ group, message: 'commands import src only.' }]);
}

function ofAdapter(name: string): object {
  // A folder of its own that is called like another adapter is no other adapter.
  const others = Object.keys(VENDORS).filter(
    (one) =>
      one !== name &&
      one !== 'file' &&
      !existsSync(new URL(`../../adapters/${name}/${one}`, import.meta.url)),
  );
  const libraries = LIBRARIES.filter((one) => !VENDORS[name]?.includes(one));
  return override(`adapters/${name}/**`, [
    {
      group: [...others.map((one) => inside(one, '..')), inside('commands'), ...ASIDE, '**/src/main.ts'],
      message: 'An adapter imports src and itself, never commands or another adapter.',
    },
    { group: libraries, message: `This is no library of ${name}’s vendor.` },
    ...(name === 'program' ? [] : [{ group: STARTERS, message: 'adapters/program alone starts programs.' }]),
  ]);
}

function ofWire(): object {
  const group = [inside('src'), inside('commands'), inside('adapters'), ...STARTERS, ...LIBRARIES];
  const message = 'The wire client knows nothing of labvm, and only built-in modules.';
  return override('adapters/libvirt/rpc/**', [{ group, message }]);
}

function inside(folder: string, from = '**'): string {
  return `${from}/${folder}/**`;
}

function pathOf(room: string): string {
  return room.endsWith('.ts') ? `**/${room}` : inside(room);
}

function override(files: string, patterns: readonly Pattern[]): object {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes: [files], linter: { rules: { style: { noRestrictedImports } } } };
}

if (import.meta.main) {
  const file = new URL('../../biome.json', import.meta.url);
  const settings = JSON.parse(await readFile(file, 'utf8')) as BiomeSettings;
  await writeFile(file, `${JSON.stringify(biomeWithRules(settings), null, 2)}\n`);
}
