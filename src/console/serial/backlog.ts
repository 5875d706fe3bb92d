/** The newest bytes of a console, by their place since its beginning: a place is never used twice. */
export interface Backlog {
  /** The place of the oldest byte that is still here. */
  readonly start: number;
  /** The place of the next byte to come. */
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** The bytes from a place on, at most so many, as they came; empty at the end. @throws RangeError outside of it */
  read(from: number, most: number): Uint8Array;
  /** Lets go of what nobody needs: everything before this place, but never of the last bytes to keep. */
  release(before: number): void;
}

export interface BacklogSize {
  /** What is kept although everybody has read it, in bytes. */
  readonly keep: number;
  /** What is kept at most, although somebody has not read it yet, in bytes. */
  readonly most: number;
}

/** A backlog whose first byte has this place. */
export function createBacklog(firstPlace: number, { keep, most }: BacklogSize): Backlog {
  /** Pieces as they came, each with the place of its first byte; read places lie near the end. */
  let pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  let start = firstPlace;
  let end = firstPlace;

  function dropBefore(place: number): void {
    const wanted = Math.min(place, end);
    if (wanted <= start) return;
    start = wanted;
    const first = pieces.findIndex(({ at, bytes }) => at + bytes.length > start);
    pieces = first < 0 ? [] : pieces.slice(first);
  }

  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(bytes) {
      if (bytes.length === 0) return;
      pieces.push({ at: end, bytes });
      end += bytes.length;
      dropBefore(end - most);
    },
    read(from, length) {
      if (from < start || from > end) throw new RangeError(`${from} is not within ${start} and ${end}`);
      const parts: Uint8Array[] = [];
      let left = length;
      let index = pieces.findLastIndex(({ at }) => at <= from);
      for (let place = from; left > 0 && index >= 0 && index < pieces.length; index += 1) {
        const { at, bytes } = pieces[index] as (typeof pieces)[number];
        const part = bytes.subarray(place - at, place - at + left);
        parts.push(part);
        place += part.length;
        left -= part.length;
      }
      return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    },
    release: (before) => dropBefore(Math.min(before, end - keep)),
  };
}
