import { extname, join } from 'node:path';
import { build, type Metafile, stop } from 'esbuild';
import { type Compressed, compressed } from './compressed.ts';

/** A file for browsers, held in memory. */
export interface Asset extends Compressed {
  readonly type: string;
}

/** A page's script. */
export interface Script {
  readonly name: string;
  /** What it will load before anything can be shown; a page names it, so that it comes beside the script. */
  readonly parts: readonly string[];
}

/** What the pages load, by the names that it is served under. */
export interface PageNames {
  readonly open: Script;
  readonly console: Script;
  readonly style: string;
}

export interface Bundle {
  readonly files: ReadonlyMap<string, Asset>;
  readonly names: PageNames;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The scripts and styles of pages. */
const ENTRIES = ['open.ts', 'console.ts', 'style.css'] as const;
/** What a console needs until its screen is drawn. The terminal comes after it. */
const FIRST = ['show-console.ts', 'screen.ts'] as const;

/**
 * Makes the pages' scripts and styles of their sources, of noVNC and of xterm, compressed beforehand. What only the
 * terminal needs is a file of its own, and so is what only the screen does. Takes some 200 ms, once; names carry the
 * digest of what they name.
 */
export async function bundlePages(): Promise<Bundle> {
  const folder = join(import.meta.dirname, 'page');
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: folder,
      entryPoints: [...ENTRIES],
      bundle: true,
      splitting: true,
      write: false,
      metafile: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      outdir: folder,
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      logLevel: 'silent',
    });
    const files = await Promise.all(
      outputFiles.map(async ({ path, contents }): Promise<[string, Asset]> => {
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        return [path.slice(folder.length + 1), { type, ...(await compressed(Buffer.from(contents))) }];
      }),
    );
    return { files: new Map(files), names: namesIn(metafile) };
  } finally {
    // Its process would stay with labvm's.
    await stop();
  }
}

function namesIn({ outputs }: Metafile): PageNames {
  const nameOf = (source: string) =>
    Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source) ?? '';

  /** A file and what it imports, in the order in which it is needed; not what it may load later. */
  function withImports(name: string): readonly string[] {
    const imports = outputs[name]?.imports ?? [];
    return [
      name,
      ...imports.flatMap(({ path, kind }) => (kind === 'import-statement' ? withImports(path) : [])),
    ];
  }

  function script(source: string): Script {
    const [name = '', ...more] = withImports(nameOf(source));
    const first = FIRST.flatMap((part) => withImports(nameOf(part)));
    return { name, parts: [...new Set([...more, ...first])].filter((part) => part !== name) };
  }

  return { open: script('open.ts'), console: script('console.ts'), style: nameOf('style.css') };
}
