import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../../adapters/libvirt/rpc/errors.ts';
import {
  type Frame,
  frameStatus,
  frameType,
  headerBytes,
  packHeader,
  sealFrame,
} from '../../../../adapters/libvirt/rpc/frame.ts';
import { createSplitter } from '../../../../adapters/libvirt/rpc/splitter.ts';
import { createWriter, writeUint } from '../../../../adapters/libvirt/rpc/xdr/writer.ts';
import { bytes } from './support/bytes.ts';

// length 32, remote program, version 1, procedure 60, call, serial 3, ok; then the feature 10
const supportsFeature = `00000020 20008086 00000001 0000003c 00000000 00000003 00000000
                         0000000a`;
// length 28, keepalive program 'keep', version 1, ping, message, serial 0, ok
const ping = '0000001c 6b656570 00000001 00000001 00000002 00000000 00000000';
// length 36, remote, version 1, procedure 201, reply with fds, serial 9, ok; two descriptors; a payload word
const replyWithFds = `00000024 20008086 00000001 000000c9 00000005 00000009 00000000
                      00000002 11223344`;

const split = (...pieces: Buffer[]): Frame[] => {
  const splitter = createSplitter();
  return pieces.flatMap((piece) => splitter.push(piece));
};

describe('frames as they are sent', () => {
  test('a call: header and payload', () => {
    const writer = createWriter(headerBytes);
    writeUint(writer, 10);
    const frame = sealFrame(writer, {
      program: 0x2000_8086,
      procedure: 60,
      type: frameType.call,
      serial: 3,
      status: frameStatus.ok,
    });
    expect(frame).toEqual(bytes(supportsFeature));
  });

  test('a header alone counts the payload that follows it', () => {
    const header = { program: 0x2000_8086, procedure: 208, type: frameType.stream, serial: 5, status: 2 };
    expect(packHeader(header, 5)).toEqual(
      bytes('00000021 20008086 00000001 000000d0 00000003 00000005 00000002'),
    );
  });
});

describe('frames as they arrive', () => {
  test('several in one piece', () => {
    const frames = split(Buffer.concat([bytes(ping), bytes(supportsFeature), bytes(ping)]));
    expect(frames.map(({ header }) => header.procedure)).toEqual([1, 60, 1]);
    expect(frames[1]).toEqual({
      header: { program: 0x2000_8086, procedure: 60, type: 0, serial: 3, status: 0 },
      payload: bytes('0000000a'),
    });
  });

  test('one byte at a time', () => {
    const frames = split(...[...bytes(supportsFeature), ...bytes(ping)].map((byte) => Buffer.of(byte)));
    expect(frames.map(({ header, payload }) => [header.procedure, payload.toString('hex')])).toEqual([
      [60, '0000000a'],
      [1, ''],
    ]);
  });

  test('the bytes that stand for file descriptors are taken out, wherever the pieces are cut', () => {
    const whole = Buffer.concat([bytes(replyWithFds), bytes('0000'), bytes(ping)]);
    for (let cut = 0; cut <= whole.length; cut++) {
      const frames = split(whole.subarray(0, cut), whole.subarray(cut));
      expect(frames.map(({ header, payload }) => [header.type, payload.toString('hex')])).toEqual([
        [frameType.reply, '11223344'],
        [frameType.message, ''],
      ]);
    }
  });

  test('an incomplete frame is nothing yet', () => {
    expect(split(bytes(supportsFeature).subarray(0, -1))).toEqual([]);
  });
});

describe('frames that no server sends', () => {
  const damaged = (offset: number, word: string): Buffer => {
    const frame = bytes(ping);
    bytes(word).copy(frame, offset);
    return frame;
  };

  test.each([
    ['a length below the header', damaged(0, '0000001b'), /frame of 27 bytes/],
    ['a length of zero', damaged(0, '00000000'), /frame of 0 bytes/],
    ['a length above 32 MiB', damaged(0, '02000005'), /frame of 33554437 bytes/],
    ['the start of something that is not libvirt', Buffer.from('HTTP/1.1 400'), /frame of 1213486160 bytes/],
    ['another version', damaged(8, '00000002'), /version 2/],
    ['an unknown type', damaged(16, '00000007'), /type 7/],
    ['a negative type', damaged(16, 'ffffffff'), /type -1/],
    ['an unknown status', damaged(24, '00000003'), /status 3/],
    ['descriptors without their count', damaged(16, '00000005'), /does not say how many/],
    [
      'more descriptors than can be',
      bytes(replyWithFds.replace('00000002 1122', '00000021 1122')),
      /33 file/,
    ],
  ])('%s', (_name, frame, message) => {
    expect(() => split(frame)).toThrow(ProtocolError);
    expect(() => split(frame)).toThrow(message);
  });

  test('a length is refused before the bytes it promises arrive', () => {
    expect(() => split(bytes('ffffffff'))).toThrow(ProtocolError);
  });
});
