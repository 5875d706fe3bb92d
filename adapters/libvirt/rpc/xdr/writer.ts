import { padded } from './reader.ts';

/** Bytes under construction; `length` of them are in use. */
export interface Writer {
  bytes: Buffer;
  length: number;
}

const initialBytes = 256;

/** A writer whose first `reserved` bytes are left for the caller to fill in (a frame's header). */
export const createWriter = (reserved = 0): Writer => ({
  bytes: Buffer.allocUnsafe(Math.max(initialBytes, reserved)),
  length: reserved,
});

/** Makes room for `length` more bytes and returns where they begin. Their content is undefined until written. */
export const reserve = (writer: Writer, length: number): number => {
  const start = writer.length;
  const end = start + length;
  if (end > writer.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(end, writer.bytes.length * 2));
    writer.bytes.copy(larger, 0, 0, start);
    writer.bytes = larger;
  }
  writer.length = end;
  return start;
};

/** Writes a signed 32-bit integer. */
export const writeInt = (writer: Writer, value: number): void => {
  const start = reserve(writer, 4);
  writer.bytes.writeInt32BE(value, start);
};

/** Writes an unsigned 32-bit integer. */
export const writeUint = (writer: Writer, value: number): void => {
  const start = reserve(writer, 4);
  writer.bytes.writeUInt32BE(value, start);
};

/** Writes bytes as they are, then zeros up to a multiple of four. */
export const writeBytes = (writer: Writer, value: Uint8Array): void => {
  const start = reserve(writer, padded(value.length));
  writer.bytes.set(value, start);
  writer.bytes.fill(0, start + value.length, writer.length);
};

/** The bytes written so far, without a copy. The writer must not be used afterwards. */
export const finish = (writer: Writer): Buffer => writer.bytes.subarray(0, writer.length);
