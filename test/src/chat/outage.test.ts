import { describe, expect, it } from 'vitest';
import { causeOf, createOutage } from '../../../src/chat/outage.ts';
import { recordingLog } from './support/messages.ts';

const WORDS = { begun: 'away', over: 'back' };

describe('an outage', () => {
  it('tells each cause once, in whatever turn they come, and once that it is over', () => {
    const { lines, log } = recordingLog();
    const outage = createOutage(log, WORDS);
    for (const cause of ['502', '502', '403', '502', '403']) outage.failed(cause);
    outage.over();
    outage.over();
    expect(lines).toEqual([
      { level: 'warn', fields: { cause: '502', attempts: 1 }, text: 'away' },
      { level: 'warn', fields: { cause: '403', attempts: 3 }, text: 'away' },
      { level: 'info', fields: { attempts: 5 }, text: 'back' },
    ]);
  });

  it('that comes again is told again', () => {
    const { lines, log } = recordingLog();
    const outage = createOutage(log, WORDS);
    outage.failed('502');
    outage.over();
    outage.failed('502');
    expect(lines.map(({ text }) => text)).toEqual(['away', 'back', 'away']);
  });

  it('that never was is not told as over', () => {
    const { lines, log } = recordingLog();
    createOutage(log, WORDS).over();
    expect(lines).toEqual([]);
  });

  it('with a cause that is another one each time fills no log', () => {
    const { lines, log } = recordingLog();
    const outage = createOutage(log, WORDS);
    for (let n = 0; n < 1000; n += 1) outage.failed(`request ${n}`);
    expect(lines).toHaveLength(10);
  });
});

it.each([
  [Object.assign(new Error('connect 10.0.0.1:443'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [new Error('Unexpected server response: 502'), 'Unexpected server response: 502'],
  [new TypeError(''), 'TypeError'],
  [new Error('x'.repeat(999)), 'x'.repeat(200)],
  [undefined, 'no reason given'],
])('a cause is few words (%#)', (error, cause) => {
  expect(causeOf(error)).toBe(cause);
});
