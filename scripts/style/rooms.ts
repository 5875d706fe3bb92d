/**
 * The floors of `src` from the ground up: what stands on one may import its own and those below. The engine ends with
 * `chat`; above it stand the domains, which know the engine and each other, and the files that put all together.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['base'],
  ['access', 'view'],
  ['job'],
  ['command'],
  ['chat'],
  ['console', 'host', 'image', 'key', 'vm'],
  ['app.ts'],
  ['config.ts'],
];

/** The built-in modules that touch nothing outside the process: no file, no socket, no program. */
export const HARMLESS: readonly string[] = [
  'node:crypto',
  'node:stream',
  'node:timers/promises',
  'node:util',
];
/** The settings are read in one place, which has to know home folders and to check what it reads. */
export const CONFIG_ONLY: readonly string[] = ['node:os', 'node:path', 'zod'];

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
export const STARTERS: readonly string[] = ['execa', 'node:child_process', 'node:cluster'];
