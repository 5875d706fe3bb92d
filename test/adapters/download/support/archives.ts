import { crc32 } from 'node:zlib';

/** A file of an archive. */
interface File {
  readonly name: string;
  readonly content: Buffer;
}

/** A tar archive (POSIX.1-2017, ustar). */
export function tarOf(files: readonly File[]): Buffer {
  const records = files.flatMap(({ name, content }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        0', 148);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...records, Buffer.alloc(1024)]);
}

/** A ZIP archive of files that are not packed, up to where its list would begin (APPNOTE, 4.3.7 and 4.3.12). */
export function zipOf(files: readonly File[]): Buffer {
  const parts = files.flatMap(({ name, content }) => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    return [header, Buffer.from(name), content];
  });
  return Buffer.concat([...parts, Buffer.from('PK\x01\x02'), Buffer.alloc(42)]);
}
