import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [, flags = ''] = /exec node (.*)src\/main\.ts/.exec(scripts.start) ?? [];

/** Node's arguments for labvm, as `npm start` gives them. */
export const NODE_ARGS: readonly string[] = [
  ...flags.split(' ').filter((flag) => flag !== ''),
  fileURLToPath(new URL('../src/main.ts', import.meta.url)),
];

/** As `npm start` does: the second start finds the code compiled and its types stripped. */
export const NODE_ENV = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)),
};
