import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sourcesOf } from '../../support/sources.ts';

const doc = await readFile(new URL('../../../docs/json.md', import.meta.url), 'utf8');
const examples = [...doc.matchAll(/```json\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? '');

/** Every key of an answer, however deep. */
function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

describe('docs/json.md', () => {
  it('has examples, each one line of JSON', () => {
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      expect(example).not.toContain('\n');
      expect(Object.keys(JSON.parse(example)).slice(0, 3)).toEqual(['ok', 'command', 'view']);
    }
  });

  it('names every field that its examples have', () => {
    const prose = doc.replaceAll(/```json[\s\S]*?```/g, '');
    for (const example of examples) {
      for (const key of keysOf(JSON.parse(example))) expect(prose, key).toMatch(new RegExp(`\\b${key}\``));
    }
  });

  it('names all data that commands give, and shows each of them', async () => {
    const sources = [...sourcesOf('src', 'commands').values()];
    const named = sources.flatMap((source) => [
      ...source.matchAll(/\bdata: \{\s*(\w+)|return [^;]*\{ (vms?)\b/g),
    ]);
    const fields = [...new Set(named.map(([, field, other]) => field ?? other ?? ''))];
    expect(fields.length).toBeGreaterThan(9);
    const shown = new Set(examples.flatMap((example) => Object.keys(JSON.parse(example))));
    for (const field of fields) expect(doc).toContain(`| \`${field}\` |`);
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });

  it('names every error code', async () => {
    const source = await readFile(new URL('../../../src/base/errors.ts', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes) expect(doc).toContain(`\`${code}\``);
  });
});
