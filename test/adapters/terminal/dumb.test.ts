import { describe, expect, it } from 'vitest';
import { linesFrom, promptedLines, runLines } from '../../../adapters/terminal/index.ts';
import { view } from '../../../src/view/view.ts';
import { createPipes } from './support/pipe.ts';

describe('a terminal that can only print', () => {
  it.each(['exit\n/help\n', ''])('has a prompt before each line, until %j', async (end) => {
    const { desk, options, stdin, stdout, printed } = createPipes();
    desk.on('/help', () => ({ kind: 'said', view: view({ title: 'Help.' }), data: {} }));
    stdin.end(`/help\n${end}`);
    expect(await runLines(promptedLines(linesFrom(stdin, options.signal), stdout), options)).toBe(0);
    expect(printed()).toBe(`labvm> Help.\nlabvm> ${end === '' ? '\n' : ''}`);
    expect(desk.lines).toEqual(['/help']);
  });
});
