import { InvalidArgument } from '../errors.ts';
import type { Codec } from './codec.ts';
import { readInt, readUint, take } from './reader.ts';
import { reserve, writeInt, writeUint } from './writer.ts';

const wholeNumber = (value: number, lowest: number, highest: number): number => {
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new InvalidArgument(`${value} is not a whole number from ${lowest} to ${highest}`);
  }
  return value;
};

const wholeBigint = (value: bigint, lowest: bigint, highest: bigint): bigint => {
  if (value < lowest || value > highest) {
    throw new InvalidArgument(`${value} is not a whole number from ${lowest} to ${highest}`);
  }
  return value;
};

/** `int`, and `char`, which XDR widens to it. */
export const int: Codec<number> = {
  minimumBytes: 4,
  encode: (writer, value) => writeInt(writer, wholeNumber(value, -(2 ** 31), 2 ** 31 - 1)),
  decode: readInt,
};

/** `unsigned int`, and `unsigned char` and `unsigned short`, which XDR widens to it. */
export const uint: Codec<number> = {
  minimumBytes: 4,
  encode: (writer, value) => writeUint(writer, wholeNumber(value, 0, 2 ** 32 - 1)),
  decode: readUint,
};

/** `hyper`: 64 bits, signed. */
export const hyper: Codec<bigint> = {
  minimumBytes: 8,
  encode: (writer, value) => {
    const checked = wholeBigint(value, -(2n ** 63n), 2n ** 63n - 1n);
    const start = reserve(writer, 8);
    writer.bytes.writeBigInt64BE(checked, start);
  },
  decode: (reader) => reader.bytes.readBigInt64BE(take(reader, 8)),
};

/** `unsigned hyper`: 64 bits. Sizes and nanoseconds outgrow a double, so it stays a bigint. */
export const uhyper: Codec<bigint> = {
  minimumBytes: 8,
  encode: (writer, value) => {
    const checked = wholeBigint(value, 0n, 2n ** 64n - 1n);
    const start = reserve(writer, 8);
    writer.bytes.writeBigUInt64BE(checked, start);
  },
  decode: (reader) => reader.bytes.readBigUInt64BE(take(reader, 8)),
};

/** `double`: IEEE 754, 64 bits. */
export const double: Codec<number> = {
  minimumBytes: 8,
  encode: (writer, value) => {
    const start = reserve(writer, 8);
    writer.bytes.writeDoubleBE(value, start);
  },
  decode: (reader) => reader.bytes.readDoubleBE(take(reader, 8)),
};
