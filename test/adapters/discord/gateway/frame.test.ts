import { describe, expect, it } from 'vitest';
import {
  beatFrame,
  gatewayAddress,
  identifyFrame,
  readFrame,
  resumeFrame,
} from '../../../../adapters/discord/gateway/frame.ts';

describe('the gateway’s address', () => {
  it.each([
    ['wss://gateway.discord.gg', 'wss://gateway.discord.gg/?v=10&encoding=json'],
    ['ws://127.0.0.1:1/gateway?x=1', 'ws://127.0.0.1:1/gateway?v=10&encoding=json'],
  ])('of %s', (given, wanted) => {
    expect(gatewayAddress(given)).toBe(wanted);
  });

  it.each([[undefined], [''], [7], ['https://blocked.school.example'], ['<!doctype html>']])(
    'is not taken from %j',
    (given) => {
      expect(() => gatewayAddress(given)).toThrow(/address/);
    },
  );
});

describe('a frame', () => {
  it('is read, and what is none is not', () => {
    expect(readFrame('{"op":0,"d":{"a":1},"s":3,"t":"X"}')).toEqual({ op: 0, d: { a: 1 }, s: 3, t: 'X' });
    expect(readFrame('{"op":11}')).toEqual({ op: 11, d: null, s: null, t: null });
    for (const text of ['', 'null', '7', '[]', '{}', '{"op":"1"}', '<html>'])
      expect(readFrame(text), text).toBeNull();
  });

  it('asks for a session without intents, goes on with one, and beats', () => {
    expect(JSON.parse(identifyFrame('T'))).toMatchObject({
      op: 2,
      d: { token: 'T', intents: 0, shard: [0, 1] },
    });
    const session = { url: 'wss://x', id: 'S', seq: 7 };
    expect(JSON.parse(resumeFrame('T', session))).toEqual({
      op: 6,
      d: { token: 'T', session_id: 'S', seq: 7 },
    });
    expect(JSON.parse(beatFrame(null))).toEqual({ op: 1, d: null });
  });
});
