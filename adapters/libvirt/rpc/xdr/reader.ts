import { ProtocolError } from '../errors.ts';

/** A position in bytes that came from the network. Nothing here reads past their end. */
export interface Reader {
  readonly bytes: Buffer;
  offset: number;
}

/** Starts reading at the beginning of `bytes`. */
export const createReader = (bytes: Buffer): Reader => ({ bytes, offset: 0 });

/** How many bytes are left. */
export const remaining = (reader: Reader): number => reader.bytes.length - reader.offset;

/** XDR pads every item to a multiple of four bytes (RFC 4506, section 3). */
export const padded = (length: number): number => (length + 3) & ~3;

/** Claims the next `length` bytes and returns where they begin. Throws ProtocolError if they are not there. */
export const take = (reader: Reader, length: number): number => {
  const start = reader.offset;
  if (length > reader.bytes.length - start) {
    throw new ProtocolError(`${length} bytes expected at offset ${start}, ${remaining(reader)} left`);
  }
  reader.offset = start + length;
  return start;
};

/** Reads a signed 32-bit integer. */
export const readInt = (reader: Reader): number => reader.bytes.readInt32BE(take(reader, 4));

/** Reads an unsigned 32-bit integer. */
export const readUint = (reader: Reader): number => reader.bytes.readUInt32BE(take(reader, 4));

/** Reads `length` bytes and their padding. The result is a view, not a copy. */
export const readBytes = (reader: Reader, length: number): Buffer => {
  const start = take(reader, padded(length));
  return reader.bytes.subarray(start, start + length);
};

/**
 * Reads the count of a variable-length item. It is refused when above the protocol's maximum or when the
 * bytes left cannot hold that many elements, so a hostile count never becomes a large allocation.
 */
export const readCount = (reader: Reader, maximum: number, bytesPerElement: number): number => {
  const count = readUint(reader);
  if (count > maximum) throw new ProtocolError(`a count of ${count} is above the maximum of ${maximum}`);
  if (count * bytesPerElement > remaining(reader)) {
    throw new ProtocolError(`a count of ${count} does not fit into the ${remaining(reader)} bytes left`);
  }
  return count;
};

/** Throws ProtocolError unless everything was read: left-over bytes mean that the schema does not fit. */
export const expectEnd = (reader: Reader): void => {
  if (remaining(reader) > 0)
    throw new ProtocolError(`${remaining(reader)} bytes left over after the last field`);
};
