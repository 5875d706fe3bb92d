/** A place to ask, and how it stands to us. */
export interface Candidate {
  readonly url: URL;
  /** The school's own: what comes from there is believed where the publisher cannot be asked. */
  readonly isMirror: boolean;
}

/**
 * All places of a file, the school's own mirror first: there under the path that the publisher has it under, or in
 * one flat folder.
 * @param mirror the mirror's address, with or without a slash at its end; null: there is none
 */
export function candidatesOf(urls: readonly string[], mirror: string | null): readonly Candidate[] {
  const own = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  if (mirror === null) return own.map((url) => ({ url, isMirror: false }));
  const folder = mirror.endsWith('/') ? mirror : `${mirror}/`;
  const there = own.flatMap((url) => {
    const path = url.pathname.replace(/^\/+/, '');
    const file = path.split('/').at(-1) ?? '';
    return [path, file].map((place) => new URL(place, folder).href);
  });
  const mirrored = [...new Set(there)].map((href) => ({ url: new URL(href), isMirror: true }));
  return [...mirrored, ...own.map((url) => ({ url, isMirror: false }))];
}
