import { describe, expect, test } from 'vitest';
import { libvirtErrorCode } from '../../../../adapters/libvirt/rpc/errors.ts';
import { readRefusal } from '../../../../adapters/libvirt/rpc/refusal.ts';
import {
  type EventDeclaration,
  eventByNumber,
  events,
} from '../../../../adapters/libvirt/rpc/schema/events.ts';
import type { Procedure } from '../../../../adapters/libvirt/rpc/schema/procedure.ts';
import { procedures } from '../../../../adapters/libvirt/rpc/schema/procedures.ts';
import { parameterMap } from '../../../../adapters/libvirt/rpc/schema/structures.ts';
import { decode, encode } from '../../../../adapters/libvirt/rpc/xdr/codec.ts';
import { bytes } from './support/bytes.ts';

const all = Object.entries<Procedure<unknown, unknown>>(procedures);

// name 'web' padded to four, the UUID, then id 5
const web = '00000003 77656200 00112233 44556677 8899aabb ccddeeff 00000005';
const webValue = { name: 'web', uuid: '00112233-4455-6677-8899-aabbccddeeff', id: 5 };

describe('the table of procedures', () => {
  test('every procedure bears its own name and no two share a number', () => {
    for (const [name, procedure] of all) expect(procedure.name).toBe(name);
    const numbers = all.map(([, { program, number }]) => `${program}:${number}`);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('no two events share a message number, nor one id of the same source', () => {
    const list = Object.entries<EventDeclaration<unknown>>(events);
    expect(new Set(list.map(([, { number }]) => number)).size).toBe(list.length);
    expect(new Set(list.map(([, { source, eventId }]) => `${source}:${eventId}`)).size).toBe(list.length);
    for (const [name, { number }] of list) expect(eventByNumber(number)).toBe(name);
    expect(eventByNumber(9999)).toBeUndefined();
  });
});

describe('structures byte by byte', () => {
  test('the arguments of a call about a domain', () => {
    const { args } = procedures.domainDestroyFlags;
    expect(encode(args, { domain: webValue, flags: 1 })).toEqual(bytes(`${web} 00000001`));
  });

  test('a list of domains and the number of them', () => {
    expect(decode(procedures.connectListAllDomains.result, bytes(`00000001 ${web} 00000001`))).toEqual({
      domains: [webValue],
      count: 1,
    });
  });

  test('typed parameters of every type', () => {
    const wire = `00000001 ${web} 00000007
      00000001 61000000 00000001 ffffffff
      00000001 62000000 00000002 ffffffff
      00000001 63000000 00000003 ffffffff ffffffff
      00000001 64000000 00000004 ffffffff ffffffff
      00000001 65000000 00000005 3ff80000 00000000
      00000001 66000000 00000006 00000001
      00000001 67000000 00000007 00000002 68690000`;
    const [record] = decode(procedures.connectGetAllDomainStats.result, bytes(wire)).records;
    expect(Object.fromEntries(parameterMap(record?.parameters ?? []))).toEqual({
      a: -1,
      b: 4_294_967_295,
      c: -1n,
      d: 18_446_744_073_709_551_615n,
      e: 1.5,
      f: 1,
      g: 'hi',
    });
  });

  test('a lease with and without a hostname', () => {
    // interface 'br0', expiry 2^32, IPv4, no MAC, no IAID, '10.0.0.2', prefix 24, hostname 'web', no client id
    const wire = `00000001 00000003 62723000 00000001 00000000 00000000 00000000 00000000
      00000008 31302e30 2e302e32 00000018 00000001 00000003 77656200 00000000 00000001`;
    expect(decode(procedures.networkGetDhcpLeases.result, bytes(wire))).toEqual({
      leases: [
        {
          interface: 'br0',
          expiryTime: 4_294_967_296n,
          type: 0,
          mac: null,
          iaid: null,
          address: '10.0.0.2',
          prefix: 24,
          hostname: 'web',
          clientId: null,
        },
      ],
      count: 1,
    });
  });

  test('a lifecycle event', () => {
    expect(decode(events.domainLifecycle.message, bytes(`00000002 ${web} 00000005 00000001`))).toEqual({
      callbackId: 2,
      domain: webValue,
      event: 5,
      detail: 1,
    });
  });
});

describe('refusals', () => {
  // code, domain, message, level 2, then: no domain, no strings, two numbers, no network
  const refusal = (code: string, domain: string, message: string) =>
    bytes(
      `${code} ${domain} ${message} 00000002 00000000 00000000 00000000 00000000 00000000 00000000 00000000`,
    );

  test('the server’s words, code and domain', () => {
    expect(
      readRefusal(refusal('0000002a', '0000000a', '00000001 00000002 6e6f0000'), 'lookup'),
    ).toMatchObject({
      name: 'LibvirtError',
      code: libvirtErrorCode.noDomain,
      domain: 10,
      message: 'no',
      procedure: 'lookup',
    });
  });

  test('an unknown procedure is unsupported', () => {
    const message = `00000001 00000014 ${Buffer.from('unknown procedure: 9').toString('hex')}`;
    expect(readRefusal(refusal('00000027', '00000007', message), 'new')).toMatchObject({
      code: libvirtErrorCode.noSupport,
      message: 'unknown procedure: 9',
    });
  });

  test('a refusal without words says at least of what', () => {
    expect(readRefusal(refusal('00000001', '00000000', '00000000'), 'shrug').message).toContain('shrug');
  });

  test('a refusal that cannot be read is a ProtocolError', () => {
    expect(readRefusal(bytes('0000002a'), 'lookup').name).toBe('ProtocolError');
  });
});
