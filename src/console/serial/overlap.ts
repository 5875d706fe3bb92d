/**
 * The log of a console without what its stream has brought already: the longest end of the log that is the stream's
 * beginning. Both were read at nearly the same time, so that a guest which is silent has no such end.
 */
export function withoutOverlap(logged: Uint8Array, begun: Uint8Array): Uint8Array {
  const end = Buffer.from(logged.buffer, logged.byteOffset, logged.byteLength);
  for (let length = Math.min(logged.length, begun.length); length > 0; length -= 1) {
    if (end.subarray(-length).equals(begun.subarray(0, length))) return logged.subarray(0, -length);
  }
  return logged;
}
