import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { build, stop } from 'esbuild';

/** A file for browsers, held in memory. */
export interface Asset {
  readonly body: Buffer;
  readonly type: string;
}

/** What the pages load, by the names that it is served under. */
export interface PageNames {
  readonly open: { readonly script: string };
  readonly console: { readonly script: string };
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

const ENTRIES = { open: 'open.ts', console: 'console.ts', style: 'style.css' } as const;

/**
 * Makes the pages' scripts and styles of their sources, of noVNC and of xterm: one file each, so that a page opens
 * with two requests. Takes some 200 ms, once; names carry the digest of what they name.
 */
export async function bundlePages(): Promise<Bundle> {
  const folder = join(import.meta.dirname, 'page');
  try {
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: Object.entries(ENTRIES).map(([out, file]) => ({ out, in: join(folder, file) })),
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      target: 'es2022',
      outdir: folder,
      logLevel: 'silent',
    });
    const files = new Map<string, Asset>();
    const names = new Map<string, string>();
    for (const { path, contents } of outputFiles) {
      const [extension, body] = [extname(path), Buffer.from(contents)];
      const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
      const base = path.slice(folder.length + 1, -extension.length);
      const name = `${base}-${digest}${extension}`;
      names.set(base, name);
      files.set(name, { body, type: TYPES[extension] ?? 'application/octet-stream' });
    }
    const nameOf = (entry: keyof typeof ENTRIES) => names.get(entry) ?? '';
    return {
      files,
      names: {
        open: { script: nameOf('open') },
        console: { script: nameOf('console') },
        style: nameOf('style'),
      },
    };
  } finally {
    // Its process would stay with labvm's.
    await stop();
  }
}
