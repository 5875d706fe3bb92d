import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/base/log.ts';
import { createOutage } from '../../../src/chat/outage.ts';
import { createPresence, type PresenceNews } from '../../../src/chat/presence.ts';

function listen() {
  const told: PresenceNews[] = [];
  return { told, presence: createPresence((news) => told.push(news)) };
}

const ENTRY = { where: ['lab'], as: 'labvm' };
const IN = { kind: 'in', ...ENTRY };

describe('whether labvm is in a chat', () => {
  it('is told once, and again only when it was lost', () => {
    const { told, presence } = listen();
    presence.back();
    presence.entered(ENTRY);
    presence.entered(ENTRY);
    presence.lost('ECONNRESET');
    presence.lost('ECONNREFUSED');
    presence.back();
    presence.back();
    presence.out('token');
    presence.out('token');
    expect(told).toEqual([
      IN,
      { kind: 'lost', cause: 'ECONNRESET' },
      { kind: 'back' },
      { kind: 'out', code: 'token' },
    ]);
  });

  it('is told once it can be reached, where it cannot be at the start', () => {
    const { told, presence } = listen();
    presence.lost('ENOTFOUND');
    presence.entered(ENTRY);
    presence.back();
    expect(told).toEqual([{ kind: 'lost', cause: 'ENOTFOUND' }, IN]);
  });

  it('is told of each outage of each of its ways', () => {
    const { told, presence } = listen();
    const [web, socket] = [0, 1].map(() => createOutage(silentLog, { begun: 'b', over: 'o' }, presence));
    web?.failed('ENOTFOUND');
    web?.over();
    socket?.failed('HTTP 502');
    presence.entered(ENTRY);
    socket?.over();
    socket?.failed('HTTP 503');
    expect(told).toEqual([
      { kind: 'lost', cause: 'ENOTFOUND' },
      { kind: 'lost', cause: 'HTTP 502' },
      IN,
      { kind: 'lost', cause: 'HTTP 503' },
    ]);
  });
});
