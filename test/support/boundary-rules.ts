import { posix } from 'node:path';

/**
 * The rooms of `src` from the ground up: each may import those above it in this list and itself, none below. What
 * stands directly in `src` is a room of its own.
 */
export const ROOMS: readonly string[] = [
  'text.ts',
  'json.ts',
  'errors.ts',
  'ip.ts',
  'place.ts',
  'code.ts',
  'yaml-depth.ts',
  'clock.ts',
  'log.ts',
  'program.ts',
  'secret-variables.ts',
  'closing.ts',
  'slack-settings.ts',
  'discord-settings.ts',
  'web-settings.ts',
  'config.ts',
  'access',
  'audit',
  'view',
  'vm',
  'image',
  'host',
  'job',
  'outbox',
  'store',
  'work',
  'console',
  'command',
  'desk.ts',
  'job-sight.ts',
  'mail.ts',
  'notify',
  'chat',
  'app.ts',
];

/** The built-in modules that touch nothing outside the process: no file, no socket, no program. */
const HARMLESS = ['node:crypto', 'node:stream', 'node:timers/promises', 'node:util'];
/** The settings are read in one place, which has to know home folders and to check what it reads. */
const CONFIG_ONLY = ['node:os', 'node:path', 'zod'];

/** The libraries of each vendor; every adapter may use Node's own modules too. */
export const VENDORS: Readonly<Record<string, readonly string[]>> = {
  host: ['zod'],
  libvirt: ['fast-xml-parser', 'pngjs', 'zod'],
  download: ['ipaddr.js'],
  discord: ['discord.js', 'ws'],
  file: [],
  'first-boot': ['bcryptjs', 'yaml'],
  'image-list': ['yaml', 'zod'],
  pino: ['pino'],
  program: ['execa'],
  slack: ['@slack/bolt', '@slack/logger', '@slack/types', '@slack/web-api'],
  sqlite: ['keyv'],
  terminal: [],
  web: [
    '@fastify/cookie',
    '@fastify/websocket',
    '@novnc/novnc',
    '@xterm/addon-fit',
    '@xterm/xterm',
    'esbuild',
    'fastify',
    'ws',
    'zod',
  ],
};

/** What starts programs of the host. */
const STARTERS = ['execa', 'node:child_process', 'node:cluster'];

/** What adapters do to files in the same way: no vendor's, and therefore every adapter's. */
const SHARED = 'adapters/file';

/** Reads libvirt's wire and nothing of labvm, so that it could be a library of its own. */
const RPC = 'adapters/libvirt/rpc/';

/**
 * What is wrong with an import, or null.
 * @param file the importing file, from the project's root
 * @param specifier what stands behind `from`
 */
export function faultOf(file: string, specifier: string): string | null {
  const fault = ruleBroken(file, specifier, resolve(file, specifier));
  return fault === null ? null : `${file} imports ${specifier}: ${fault}`;
}

/** The imported file from the project's root; null for a package or a built-in module. */
export function resolve(file: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : null;
}

/** The room of a file of `src`: its folder, or the file itself where it stands in none. */
export function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function ruleBroken(file: string, specifier: string, target: string | null): string | null {
  if (file === 'src/main.ts') return null;
  if (target === 'src/main.ts') return 'nothing imports src/main.ts';
  switch (file.split('/')[0]) {
    case 'src':
      return target === null ? ofCorePackage(file, specifier) : ofCore(file, target);
    case 'commands':
      return target !== null && isIn(target, 'src', 'commands') ? null : 'commands import src only';
    case 'adapters':
      return ofAdapter(file, specifier, target);
    default:
      return `no rule for ${file}`;
  }
}

function ofCorePackage(file: string, specifier: string): string | null {
  if (HARMLESS.includes(specifier)) return null;
  if (file === 'src/config.ts' && CONFIG_ONLY.includes(specifier)) return null;
  return 'src imports only src, and built-in modules that touch nothing outside the process';
}

function ofCore(file: string, target: string): string | null {
  if (!isIn(target, 'src')) return 'src imports only src';
  const [own, other] = [placeOf(file), placeOf(target)];
  if (own < 0) return `the room ${roomOf(file)} is not in the list of rooms`;
  return other <= own && other >= 0
    ? null
    : `the room ${roomOf(target)} does not stand below ${roomOf(file)}`;
}

function placeOf(file: string): number {
  return ROOMS.indexOf(roomOf(file));
}

function ofAdapter(file: string, specifier: string, target: string | null): string | null {
  if (file.startsWith(RPC)) {
    const isBuiltIn = specifier.startsWith('node:') && !STARTERS.includes(specifier);
    const isOwn = target === null ? isBuiltIn : target.startsWith(RPC);
    return isOwn ? null : `${RPC} imports nothing of labvm, and only built-in modules`;
  }
  const name = roomOf(file);
  if (target !== null) {
    const isAllowed = isIn(target, 'src', `adapters/${name}`, SHARED);
    return isAllowed
      ? null
      : `an adapter imports src, itself and ${SHARED}, never commands or another adapter`;
  }
  if (STARTERS.includes(specifier) && name !== 'program') {
    return 'adapters/program alone starts programs: they run without labvm’s environment and within limits';
  }
  const isAllowed = specifier.startsWith('node:') || VENDORS[name]?.includes(specifier);
  return isAllowed ? null : `adapters/${name} imports built-in modules and its vendor's library`;
}

function isIn(target: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => target.startsWith(`${folder}/`));
}
