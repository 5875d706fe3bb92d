import { InvalidArgument } from '../errors.ts';
import type { Codec } from './codec.ts';
import { padded, readBytes, readCount, readInt } from './reader.ts';
import { reserve, writeBytes, writeInt, writeUint } from './writer.ts';

/** `string name<maximum>`: a count of bytes, then UTF-8. */
export const string = (maximum: number): Codec<string> => ({
  minimumBytes: 4,
  encode: (writer, value) => {
    // The server keeps strings as C strings: everything after a NUL would silently be cut off.
    if (value.includes('\0')) throw new InvalidArgument('a string with a NUL byte cannot be sent to libvirt');
    const length = Buffer.byteLength(value);
    if (length > maximum)
      throw new InvalidArgument(`a string of ${length} bytes is above the maximum of ${maximum}`);
    writeUint(writer, length);
    const start = reserve(writer, padded(length));
    writer.bytes.write(value, start, 'utf8');
    writer.bytes.fill(0, start + length, writer.length);
  },
  decode: (reader) => readBytes(reader, readCount(reader, maximum, 1)).toString('utf8'),
});

/** `opaque name<maximum>`: a count, then bytes. Decoding copies, so that a small value holds no large frame. */
export const opaque = (maximum: number): Codec<Uint8Array> => ({
  minimumBytes: 4,
  encode: (writer, value) => {
    if (value.length > maximum) {
      throw new InvalidArgument(`${value.length} bytes are above the maximum of ${maximum}`);
    }
    writeUint(writer, value.length);
    writeBytes(writer, value);
  },
  decode: (reader) => Uint8Array.from(readBytes(reader, readCount(reader, maximum, 1))),
});

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uuidBytes = 16;

/** `opaque uuid[16]`, carried as the usual lower-case text with hyphens, which compares and prints as it is. */
export const uuid: Codec<string> = {
  minimumBytes: uuidBytes,
  encode: (writer, value) => {
    if (!uuidPattern.test(value)) throw new InvalidArgument(`'${value}' is not a UUID`);
    writeBytes(writer, Buffer.from(value.replaceAll('-', ''), 'hex'));
  },
  decode: (reader) => {
    const hex = readBytes(reader, uuidBytes).toString('hex');
    const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return groups.join('-');
  },
};

/** `char name[length]`: XDR gives every character a word of its own. The text ends at the first NUL. */
export const characters = (length: number): Codec<string> => ({
  minimumBytes: length * 4,
  encode: (writer, value) => {
    const text = Buffer.from(value, 'latin1');
    if (text.length > length) throw new InvalidArgument(`'${value}' is longer than ${length} characters`);
    for (let index = 0; index < length; index++) writeInt(writer, text[index] ?? 0);
  },
  decode: (reader) => {
    const codes = Array.from({ length }, () => readInt(reader) & 0xff);
    const end = codes.indexOf(0);
    return String.fromCharCode(...(end < 0 ? codes : codes.slice(0, end)));
  },
});
