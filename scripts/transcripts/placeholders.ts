/** What differs from run to run, and what stands for it. The order counts: the longer before the shorter. */
const VARYING: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/^(Host|Anfitrión): [^,\n]+,/gm, '$1: ‹host›,'],
  [/(‹host›, .*, )(?:with(?:out)? KVM|(?:con|sin) KVM).*$/gm, '$1‹KVM›.'],
  [/<t:\d+(?::[A-Za-z])?>/g, '‹time›'],
  [/\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?: ?UTC|Z)?/g, '‹time›'],
  [/\b127\.0\.0\.1:\d+/g, '127.0.0.1:‹port›'],
  // In a table, what stands behind it stays where it was.
  [/\b(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?= {2})/g, (found) => '‹address›'.padEnd(found.length)],
  [/\b(?!127\.)\d{1,3}(?:\.\d{1,3}){3}\b/g, '‹address›'],
  [/\b(QEMU|libvirt) \d+(?:\.\d+)+/g, '$1 ‹version›'],
  [/\b\d{17,20}\b/g, '‹id›'],
  // A job's id: letters and digits, at least one of each.
  [/\b(?=[a-z]*\d)(?=\d*[a-z])[0-9a-hj-km-np-tv-z]{10}\b/g, '‹id›'],
  [/\b\d+(?:[.,]\d+)? (ms|s|min)\b/g, '‹n› $1'],
];

/** A transcript as it is in every run. */
export function withPlaceholders(text: string): string {
  return VARYING.reduce(
    (said, [pattern, name]) =>
      typeof name === 'string' ? said.replace(pattern, name) : said.replace(pattern, name),
    text,
  );
}
