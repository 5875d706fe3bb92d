import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './support/sources.ts';

const FOLDERS = ['src', 'adapters', 'commands', 'bench', 'docs', 'scripts'];
const GENDERED = /\b(?:he|she|his|hers?|him|himself|herself)\b/i;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
).filter((file) => /\.(?:ts|md|sh)$/.test(file));

it('a person whom nobody names is “they”', () => {
  const lines = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => (GENDERED.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(400);
  expect(lines).toEqual([]);
});
