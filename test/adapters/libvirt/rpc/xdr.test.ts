import { describe, expect, test } from 'vitest';
import { InvalidArgument, ProtocolError } from '../../../../adapters/libvirt/rpc/errors.ts';
import { characters, opaque, string, uuid } from '../../../../adapters/libvirt/rpc/xdr/bytes.ts';
import { type Codec, decode, encode } from '../../../../adapters/libvirt/rpc/xdr/codec.ts';
import { array, optional, struct, union } from '../../../../adapters/libvirt/rpc/xdr/composites.ts';
import { double, hyper, int, uhyper, uint } from '../../../../adapters/libvirt/rpc/xdr/scalars.ts';
import { bytes } from './support/bytes.ts';

const fruit = union({ number: { tag: 1, codec: int }, name: { tag: 7, codec: string(10) } });

interface Fixture<Value> {
  readonly codec: Codec<Value>;
  readonly value: Value;
  readonly wire: string;
}

const fixture = <Value>(codec: Codec<Value>, value: Value, wire: string): Fixture<unknown> => ({
  codec,
  value,
  wire,
});

// Worked out by hand from RFC 4506.
const fixtures: Readonly<Record<string, Fixture<unknown>>> = {
  'a negative int is two’s complement': fixture(int, -2, 'fffffffe'),
  'the lowest int': fixture(int, -2_147_483_648, '80000000'),
  'the highest unsigned int': fixture(uint, 4_294_967_295, 'ffffffff'),
  'a negative hyper': fixture(hyper, -1n, 'ffffffff ffffffff'),
  'the highest unsigned hyper': fixture(uhyper, 18_446_744_073_709_551_615n, 'ffffffff ffffffff'),
  'an unsigned hyper, high word first': fixture(uhyper, 4_294_967_298n, '00000001 00000002'),
  'a double: sign 0, exponent 1023, fraction .5': fixture(double, 1.5, '3ff80000 00000000'),
  'a string of four bytes needs no padding': fixture(string(8), 'abcd', '00000004 61626364'),
  'a string of five bytes is padded with three zeros': fixture(
    string(8),
    'abcde',
    '00000005 61626364 65000000',
  ),
  'an empty string is only its count': fixture(string(8), '', '00000000'),
  'the count of a string is in bytes of UTF-8': fixture(string(8), 'ñ€', '00000005 c3b1e282 ac000000'),
  'counted bytes': fixture(opaque(4), Uint8Array.of(1, 2), '00000002 01020000'),
  'a UUID is sixteen bytes without a count': fixture(
    uuid,
    '00112233-4455-6677-8899-aabbccddeeff',
    '00112233 44556677 8899aabb ccddeeff',
  ),
  'characters take a word each': fixture(characters(3), 'ab', '00000061 00000062 00000000'),
  'an absent value is a false boolean': fixture(optional(int), null, '00000000'),
  'a present value follows a true boolean': fixture(optional(int), 7, '00000001 00000007'),
  'a list is a count and its elements': fixture(array(int, 4), [1, -1], '00000002 00000001 ffffffff'),
  'an empty list': fixture(array(int, 4), [], '00000000'),
  'fields follow one another in order': fixture(
    struct({ b: uint, a: string(4) }),
    { b: 1, a: 'x' },
    '00000001 00000001 78000000',
  ),
  'an arm follows its tag': fixture(fruit, { type: 'name', value: 'fig' }, '00000007 00000003 66696700'),
};

describe('what a value looks like on the wire', () => {
  test.each(Object.entries(fixtures))('%s', (_name, { codec, value, wire }) => {
    expect(encode(codec, value).toString('hex')).toBe(wire.replaceAll(' ', ''));
    expect(decode(codec, bytes(wire))).toEqual(value);
  });
});

describe('what cannot be decoded', () => {
  test.each<[string, Codec<unknown>, string, RegExp]>([
    ['an int that is cut off', int, '000000', /4 bytes expected at offset 0, 3 left/],
    ['a hyper that is cut off', hyper, '00000000 000000', /8 bytes expected/],
    [
      'a string whose bytes are missing',
      string(100),
      '00000005 616263',
      /count of 5 does not fit into the 3/,
    ],
    [
      'a string whose padding is missing',
      string(100),
      '00000003 616263',
      /4 bytes expected at offset 4, 3 left/,
    ],
    ['a string above its maximum', string(4), '00000005 61626364 65000000', /5 is above the maximum of 4/],
    [
      'a count above the maximum',
      array(int, 2),
      '00000003 00000000 00000000 00000000',
      /above the maximum of 2/,
    ],
    [
      'a count that the bytes cannot hold',
      array(int, 0xffff_ffff),
      'ffffffff 00000000',
      /does not fit into the 4/,
    ],
    ['a boolean that is neither', optional(int), '00000002 00000000', /2 instead of 0 or 1/],
    ['an unknown arm', fruit, '00000002 00000000', /union of type 2/],
    ['bytes left over', int, '00000001 00000002', /4 bytes left over/],
    ['nothing at all', struct({ a: int }), '', /0 left/],
  ])('%s', (_name, codec, wire, message) => {
    const attempt = () => decode(codec, bytes(wire));
    expect(attempt).toThrow(ProtocolError);
    expect(attempt).toThrow(message);
  });
});

describe('what cannot be sent', () => {
  test.each<[string, () => Buffer]>([
    ['a fraction as int', () => encode(int, 1.5)],
    ['an int that is too high', () => encode(int, 2 ** 31)],
    ['a negative unsigned int', () => encode(uint, -1)],
    ['not a number', () => encode(uint, Number.NaN)],
    ['a hyper that is too high', () => encode(hyper, 2n ** 63n)],
    ['a negative unsigned hyper', () => encode(uhyper, -1n)],
    ['a string that is too long in bytes', () => encode(string(3), '€€')],
    ['a string with a NUL, which the server would cut', () => encode(string(9), 'a\0b')],
    ['bytes that are too many', () => encode(opaque(1), Uint8Array.of(1, 2))],
    ['a list that is too long', () => encode(array(int, 1), [1, 2])],
    ['a UUID of other form', () => encode(uuid, '00112233445566778899aabbccddeeff')],
    ['characters beyond the fixed length', () => encode(characters(1), 'ab')],
    ['an arm that does not exist', () => encode(fruit, { type: 'stone' as 'name', value: '' })],
  ])('%s', (_name, attempt) => {
    expect(attempt).toThrow(InvalidArgument);
  });
});

test('decoded bytes do not hold on to the frame that they came in', () => {
  const frame = bytes('00000002 01020000');
  const value = decode(opaque(4), frame);
  frame.fill(0xff);
  expect([...value]).toEqual([1, 2]);
});

test('a value longer than the first buffer is written whole', () => {
  const text = 'x'.repeat(10_001);
  expect(decode(string(20_000), encode(string(20_000), text))).toBe(text);
});
