/** Never the name of a user's machine, which has no full stop in it (src/vm/name.ts). */
const PREFIX = 'labvm.probe-';

/**
 * A probe guest's name: two of one slot cannot be there at once, whoever starts them. libvirt keeps a log under each
 * name, so that there are no more names than slots.
 */
export function probeGuestName({ number }: { readonly number: number }): string {
  return `${PREFIX}${number}`;
}

/** Whether a domain is a probe guest of some labvm: no machine of anybody's, and gone in a moment. */
export function isProbeGuest(name: string): boolean {
  return name.startsWith(PREFIX);
}
