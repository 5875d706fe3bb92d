import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createConnection } from '../../../../adapters/libvirt/rpc/connection.ts';
import { startDeadline } from '../../../../adapters/libvirt/rpc/deadline.ts';
import { ProtocolError } from '../../../../adapters/libvirt/rpc/errors.ts';
import { frameType, headerBytes, packHeader } from '../../../../adapters/libvirt/rpc/frame.ts';
import { type EventDeclaration, events } from '../../../../adapters/libvirt/rpc/schema/events.ts';
import type { Procedure } from '../../../../adapters/libvirt/rpc/schema/procedure.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { messageError } from '../../../../adapters/libvirt/rpc/schema/structures.ts';
import { createSplitter } from '../../../../adapters/libvirt/rpc/splitter.ts';
import { type Codec, decode, encode } from '../../../../adapters/libvirt/rpc/xdr/codec.ts';
import { PATIENCE_MS } from '../../../support/patience.ts';

const resultCodecs = Object.values<Procedure<unknown, unknown>>(procedures).map(({ result }) => result);
const eventCodecs = Object.values<EventDeclaration<unknown>>(events).map(({ message }) => message);
const codecs: readonly Codec<unknown>[] = [...resultCodecs, ...eventCodecs, messageError];

const anyCodec = fc.constantFrom(...codecs);

// Words that a decoder is most likely to stumble over: counts, booleans, tags, and extremes.
const word = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 7, 8, 0xff, 0x4000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffc, 0xffff_ffff),
  fc.nat(),
);
const wire = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
  fc.array(word, { maxLength: 60 }).map((words) => {
    const buffer = Buffer.alloc(words.length * 4);
    for (const [index, value] of words.entries()) buffer.writeUInt32BE(value, index * 4);
    return buffer;
  }),
);

/** What came of an attempt: a value, or a ProtocolError; anything else fails the test. */
const attempt = <Value>(work: () => Value): { value: Value } | 'refused' => {
  try {
    return { value: work() };
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return 'refused';
  }
};

describe('a connection', () => {
  test('survives whatever frames come, or ends; a call and a stream never hang on it', async () => {
    const serial = fc.constantFrom(0, 1, 2, 3);
    const anyFrame = fc.record({
      program: fc.constantFrom(0x2000_8086, 0x6b65_6570, 1),
      procedure: fc.constantFrom(1, 2, 4, 209, ...Object.values(events).map(({ number }) => number)),
      type: fc.integer({ min: 0, max: 6 }),
      serial,
      status: fc.integer({ min: 0, max: 2 }),
      payload: wire,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { maxLength: 12 }), async (frames) => {
        const [ours, theirs] = duplexPair();
        const connection = createConnection(ours, { onEvent: () => undefined });
        theirs.resume();
        const deadlines = [startDeadline(PATIENCE_MS), startDeadline(PATIENCE_MS)] as const;
        const { connectGetVersion, storageVolumeDownload } = procedures;
        const volume = { pool: '', name: '', key: '' };
        const span = { volume, offset: 0n, length: 0n, flags: 0 };
        const call = connection.call(connectGetVersion, {}, deadlines[0]);
        const opening = connection
          .openStream(storageVolumeDownload, span, deadlines[1])
          .then(({ stream }) => buffer(stream));
        for (const { payload, ...header } of frames) {
          theirs.write(Buffer.concat([packHeader(header, payload.length), payload]));
        }
        theirs.end();
        for (const outcome of await Promise.allSettled([call, opening])) {
          if (outcome.status === 'fulfilled') continue;
          expect(['ConnectionLost', 'LibvirtError', 'ProtocolError']).toContain(outcome.reason.name);
        }
        for (const deadline of deadlines) deadline.clear();
      }),
      { numRuns: 500 },
    );
  });
});

describe('the decoder', () => {
  test('takes any bytes as a value or refuses them, for every result and every event', () => {
    fc.assert(
      fc.property(anyCodec, wire, (codec, buffer) => {
        attempt(() => decode(codec, buffer));
      }),
      { numRuns: 20_000 },
    );
  });

  test('what was decoded is encoded and decoded as the same again', () => {
    let decoded = 0;
    fc.assert(
      fc.property(anyCodec, wire, (codec, buffer) => {
        const first = attempt(() => decode(codec, buffer));
        if (first === 'refused' || buffer.includes(0xff)) return;
        const text = JSON.stringify(first.value, (_key, item: unknown) =>
          typeof item === 'bigint' ? `${item}` : item,
        );
        // A string from the network may hold what cannot be sent: NUL bytes and broken UTF-8.
        if (/\\u0000|\ufffd/.test(text)) return;
        decoded++;
        expect(decode(codec, encode(codec, first.value))).toEqual(first.value);
      }),
      { numRuns: 5000 },
    );
    expect(decoded).toBeGreaterThan(100);
  });

  test('a frame full of the largest count allocates nothing of that size', () => {
    const before = process.memoryUsage().rss;
    for (const codec of codecs) attempt(() => decode(codec, Buffer.alloc(64, 0xff)));
    for (const codec of codecs) attempt(() => decode(codec, Buffer.from('0000400000004000', 'hex')));
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });
});

const frame = fc
  .record({
    program: fc.constantFrom(0x2000_8086, 0x2000_8087, 0x6b65_6570),
    procedure: fc.integer({ min: 0, max: 500 }),
    type: fc.constantFrom(frameType.call, frameType.reply, frameType.message, frameType.stream),
    serial: fc.nat(),
    status: fc.constantFrom(0, 1, 2),
    payload: fc.uint8Array({ maxLength: 300 }),
  })
  .map(({ payload, ...header }) => ({
    header,
    payload: Buffer.from(payload),
    bytes: Buffer.concat([packHeader(header, payload.length), payload]),
  }));

/** Cuts bytes at the given places. */
const cutAt = (whole: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => whole.subarray(places[index], end));
};

describe('the splitter', () => {
  test('finds the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (frames, cuts) => {
          const splitter = createSplitter();
          const found = cutAt(Buffer.concat(frames.map(({ bytes }) => bytes)), cuts).flatMap((piece) =>
            splitter.push(piece),
          );
          expect(found.map(({ header, payload }) => ({ header, payload: Buffer.from(payload) }))).toEqual(
            frames.map(({ header, payload }) => ({ header, payload })),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('frames with damaged bytes are frames or are refused', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 4 }),
        damage,
        fc.nat(),
        (frames, changes, cut) => {
          const whole = Buffer.concat(frames.map(({ bytes }) => bytes));
          for (const [offset, value] of changes) whole[offset % whole.length] = value;
          const splitter = createSplitter();
          for (const piece of cutAt(whole, [cut])) {
            if (attempt(() => splitter.push(piece)) === 'refused') return;
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('any bytes are frames or are refused, and no frame is longer than what arrived', () => {
    fc.assert(
      fc.property(wire, (buffer) => {
        const found = attempt(() => createSplitter().push(buffer));
        if (found === 'refused') return;
        const total = found.value.reduce((sum, { payload }) => sum + headerBytes + payload.length, 0);
        expect(total).toBeLessThanOrEqual(buffer.length);
      }),
      { numRuns: 5000 },
    );
  });
});
