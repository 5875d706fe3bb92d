import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { listenForEnd, runService } from '../../../adapters/terminal/index.ts';
import { view } from '../../../src/view/view.ts';
import { createPipes } from './support/pipe.ts';

const said = (title: string) => ({ kind: 'said', view: view({ title }), data: {} }) as const;

describe('a service', () => {
  it('goes on when stdin ends, tells of changes, and ends at SIGTERM', async () => {
    const { desk, options, stdin, printed, until, end } = createPipes();
    desk.on('/help', () => said('Help.'));
    desk.on('/vm list', () => said('No machines.'));
    const status = runService(['/help'], stdin, { ...options, noticeLocale: 'en' });
    stdin.end('/vm list\n');
    await until('No machines.');
    desk.notify('db has crashed.');
    await until('crashed');
    end();
    expect(await status).toBe(0);
    expect(printed()).toBe('Help.\nNo machines.\ndb has crashed.\n');
    desk.notify('db runs again.');
    expect(printed()).not.toContain('again');
  });

  it('goes on when stdin breaks', async () => {
    const { desk, options, stdin, until, end } = createPipes();
    const status = runService([], stdin, { ...options, noticeLocale: 'en' });
    stdin.destroy(new Error('EIO'));
    await new Promise((resolve) => stdin.once('close', resolve));
    desk.notify('db has crashed.');
    await until('crashed');
    end();
    expect(await status).toBe(0);
  });

  it('writes only answers for a program', async () => {
    const { desk, options, stdin, printed, until, end } = createPipes({ json: true });
    desk.on('/help', () => said('Help.'));
    const status = runService([], stdin, { ...options, noticeLocale: 'en' });
    desk.notify('db has crashed.');
    stdin.write('/help\n');
    await until('Help.');
    end();
    expect(await status).toBe(0);
    expect(
      printed()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).command),
    ).toEqual(['help']);
  });
});

describe('signals', () => {
  const listen = () => {
    const process = new EventEmitter();
    const { interrupted, left } = listenForEnd(process);
    return { send: (name: string) => process.emit(name), state: () => [interrupted.aborted, left.aborted] };
  };

  it.each(['SIGTERM', 'SIGHUP'])('%s leaves, and may come again', (name) => {
    const { send, state } = listen();
    expect(send(name)).toBe(true);
    expect(send(name)).toBe(true);
    expect(state()).toEqual([false, true]);
  });

  it('Ctrl-C interrupts once, even if npm passes it on; a second one leaves', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const { send, state } = listen();
    send('SIGINT');
    now.mockReturnValue(1050);
    send('SIGINT');
    expect(state()).toEqual([true, false]);
    now.mockReturnValue(3000);
    send('SIGINT');
    expect(state()).toEqual([true, true]);
    now.mockRestore();
  });
});
