/** Where the pages with screens and consoles are. */
export interface Pages {
  /** Where labvm listens. */
  readonly host: string;
  readonly port: number;
  /** The address that people's browsers use, ends with a slash; null: nobody has said one. */
  readonly publicUrl: string | null;
}

/** The address of the pages for a browser on labvm's own host. */
export function localUrl({ host, port }: Pick<Pages, 'host' | 'port'>): string {
  const isAnywhere = host === '0.0.0.0' || host === '::';
  const name = isAnywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}
