import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { sourcesOf } from './support/sources.ts';

const glossary = await readFile(new URL('../docs/glossary.md', import.meta.url), 'utf8');
const sources = [...sourcesOf('src', 'commands', 'adapters', 'scripts', 'test/support')];

/** The first column, without what stands in brackets. */
const nouns = [...glossary.matchAll(/^\| ([^|]+) \|/gm)]
  .map(([, noun = '']) => noun.replace(/\([^)]*\)/g, '').trim())
  .filter((noun) => noun !== 'word' && !/^-+$/.test(noun));

/** Words that this project had for things, and has no more; each explained nothing to a stranger. */
const RETIRED = ['aids', 'brakes', 'lore', 'poolOrder', 'createOrders', 'HypervisorError'];

/** A noun as prose has it, and as names in the code have it. */
function written(noun: string): RegExp {
  const words = noun.toLowerCase().split(/[\s-]+/);
  return new RegExp(words.map((word) => word.replace(/[^a-z0-9]/g, '.')).join('[\\s_-]?'), 'i');
}

it('the glossary has its words in their order, each once', () => {
  expect(nouns.length).toBeGreaterThan(60);
  expect(nouns).toEqual([...new Set(nouns)].toSorted((a, b) => a.localeCompare(b, 'en')));
});

it.each(nouns)('“%s” is a word of the code', (noun) => {
  const pattern = written(noun);
  expect(sources.some(([, source]) => pattern.test(source))).toBe(true);
});

it.each(RETIRED)('“%s” is none any more', (word) => {
  const pattern = new RegExp(`\\b${word}\\b`);
  expect(sources.filter(([, source]) => pattern.test(source)).map(([file]) => file)).toEqual([]);
});
