import { describe, expect, it } from 'vitest';
import { stateWords } from '../../../adapters/web/page/state.ts';
import { WORDS } from '../../../adapters/web/page-words.ts';
import { stateOf } from '../../../src/vm/power-words.ts';
import { stallWords } from '../../../src/vm/stall.ts';
import { troubleDoc } from '../../support/trouble-doc.ts';

describe('what a console’s page says of its machine', () => {
  it.each(['disk-full', 'disk-error'] as const)('of one stopped by %s is what its card says', (stall) => {
    const { sign, over } = stateWords('paused', stall);
    const { reason, hint } = stallWords('web1', stall);
    for (const locale of ['en', 'es'] as const) {
      expect(WORDS[sign][locale]).toBe(stateOf({ power: 'paused', stall })[locale]);
      expect(over && WORDS[over][locale].replaceAll('{name}', 'web1')).toBe(
        `${reason[locale]} ${hint[locale]}`,
      );
    }
    expect(troubleDoc).toContain(`| ${reason.en} |`);
  });

  it('of one that somebody paused, that is off, runs or is gone', () => {
    expect(stateWords('paused')).toEqual({ sign: 'paused', over: 'isPaused' });
    expect(stateWords('off')).toEqual({ sign: 'off', over: 'isOff' });
    expect(stateWords(null)).toEqual({ sign: 'gone', over: 'isOff' });
    expect(stateWords('running')).toEqual({ sign: 'running', over: null });
    expect(stateWords('crashed')).toEqual({ sign: 'crashed', over: null });
  });
});
