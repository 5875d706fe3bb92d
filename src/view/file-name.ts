/** A name of a file for what this title is of, which every file system and address takes: `web1-log.txt`. */
export function fileNameOf(title: string, ending = 'txt'): string {
  const safe = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  return `${safe || 'labvm'}.${ending}`;
}
