import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { withCommandTable } from '../scripts/readme.ts';
import { ROOT } from './support/sources.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the table of commands in the README', () => {
  const readme = read('README.md');

  it('is what the declarations say (npm run readme writes it)', () => {
    expect(readme).toBe(withCommandTable(readme));
  });

  it('has a line for every command, and none else', () => {
    const lines = readme.split('\n').filter((line) => line.startsWith('| `/'));
    expect(lines.map((line) => /^\| `\/([a-z ]+[a-z])/.exec(line)?.[1])).toEqual(
      commands.map(({ path }) => path.join(' ')),
    );
  });

  it('has three cells a line, whatever bars stand in them', () => {
    const lines = readme.split('\n').filter((line) => line.startsWith('| `/'));
    expect(lines.join('')).toContain('<bios\\|uefi>');
    for (const line of lines) expect(line.match(/(?<!\\)\|/g), line).toHaveLength(4);
  });

  it('is written where its marks are, and nowhere without them', () => {
    const [before, after] = ['# Words\n', '\nMore words.\n'];
    const marked = `${before}<!-- commands: npm run readme -->OUTDATED<!-- /commands -->${after}`;
    const written = withCommandTable(marked);
    expect(written.startsWith(before) && written.endsWith(after)).toBe(true);
    expect(written).not.toContain('OUTDATED');
    expect(withCommandTable(written)).toBe(written);
    expect(() => withCommandTable(before)).toThrow('marks');
  });
});

describe('links between documents', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join('docs', file)),
  ];

  it.each(documents)('lead from %s to what exists', (document) => {
    const lost = linksOf(read(document)).filter((link) => !leadsSomewhere(document, link));
    expect(lost).toEqual([]);
  });

  it('are seen', () => {
    expect(linksOf('[a](b.md) ![c](<d e.png>) [f](https://g.h) [i](#j)\n[k]: l.md "m"\n`[n](o)`')).toEqual([
      'b.md',
      'd e.png',
      '#j',
      'l.md',
    ]);
  });
});

/** The targets of links that are not addresses. */
function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*(?:<([^>]+)>|([^)\s]+))/g)].map(
    ([, spaced, plain]) => spaced ?? plain ?? '',
  );
  const below = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(([, target = '']) => target);
  return [...inline, ...below].filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? join(ROOT, document) : join(ROOT, dirname(document), path);
  if (relative(ROOT, target).startsWith('..') || !existsSync(target)) return false;
  return heading === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(heading);
}

/** What the headings of a document can be linked by. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('package.json', () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'));
  const pinned: Record<string, string> = { ...dependencies, ...optionalDependencies, ...devDependencies };

  it('pins every version exactly', () => {
    const loose = Object.entries(pinned).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(Object.keys(pinned).length).toBeGreaterThan(5);
  });

  it('says the same as package-lock.json', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const locked = Object.keys(pinned).map((name) => [name, packages[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(locked)).toEqual(pinned);
  });
});
