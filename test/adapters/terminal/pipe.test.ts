import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { linesFrom, runLines } from '../../../adapters/terminal/index.ts';
import { view } from '../../../src/view/view.ts';
import { createPipes } from './support/pipe.ts';

const said = (title: string) => ({ kind: 'said', view: view({ title }), data: {} }) as const;
const FAILED = {
  error: { code: 'failed', text: { en: 'The host failed.', es: 'El anfitrión ha fallado.' } },
} as const;

describe('lines from a pipe', () => {
  it('are run one after another, each to its end', async () => {
    const { desk, options, stdin, printed, until } = createPipes();
    const job = desk.starts('/vm create tiny');
    desk.on('/vm list', () => said('One machine.'));
    desk.on('/help', () => said('Help.'));
    const status = runLines(linesFrom(stdin, options.signal), options);
    stdin.end('/help\n/vm create tiny\r\n/vm list');
    await until('Help.');
    await expect.poll(() => job.isFollowed()).toBe(true);
    job.show(view({ title: 'Half of it' }));
    job.end(view({ title: 'tiny-1 is there.' }));
    expect(await status).toBe(0);
    expect(printed()).toBe('Help.\ntiny-1 is there.\nOne machine.\n');
    expect(job.shown).toEqual([3]);
  });

  it('may be empty or comments', async () => {
    const { desk, options, printed } = createPipes();
    desk.on('/help', () => said('Help.'));
    expect(await runLines(['', '   ', '# /vm list', '  # more', '/help'], options)).toBe(0);
    expect(desk.lines).toEqual(['/help']);
    expect(printed()).toBe('Help.\n');
  });

  it('all run though one failed, and the exit status says so', async () => {
    const { desk, options, printed } = createPipes({ locale: 'es' });
    desk.on('/help', () => said('Ayuda.'));
    expect(await runLines(['/nope', '/help'], options)).toBe(1);
    expect(printed()).toBe('No existe el comando «/nope».\nTodos los comandos: /help\nAyuda.\n');
  });

  it('fail when their job fails', async () => {
    const { desk, options } = createPipes();
    desk.starts('/vm create tiny').end(view({ title: 'Creating tiny-1' }), FAILED);
    expect(await runLines(['/vm create tiny'], options)).toBe(1);
  });

  it('are asked nothing: a question is a failure that says --yes', async () => {
    const { desk, options, printed } = createPipes();
    desk.on('/vm delete web', () => ({ kind: 'asked', view: view({ title: 'Delete web?' }) }));
    expect(await runLines(['/vm delete web'], options)).toBe(1);
    expect(printed()).toBe(
      'Delete web?\nThis asks for confirmation, and nobody is here to answer.\nAdd --yes to answer yes in advance.\n',
    );
  });

  it('survive a failure of labvm itself, which tells no secret', async () => {
    const { desk, options, printed } = createPipes();
    desk.on('/vm list', () => Promise.reject(new Error('password 1234')));
    desk.on('/help', () => said('Help.'));
    expect(await runLines(['/vm list', '/help'], options)).toBe(1);
    expect(printed()).toMatch(
      /^Something went wrong in labvm itself \(reference [0-9a-f]{8}\)\.\n.*\nHelp\.\n$/,
    );
  });

  it('end when stdin breaks', async () => {
    const { options, stdin } = createPipes();
    const status = runLines(linesFrom(stdin, options.signal), options);
    stdin.destroy(new Error('EIO'));
    expect(await status).toBe(0);
  });

  it('end at SIGTERM; the job that runs is left, and said to be', async () => {
    const { desk, options, printed, end } = createPipes();
    const job = desk.starts('/vm create tiny');
    const status = runLines(['/vm create tiny', '/vm list'], options);
    await expect.poll(() => job.isFollowed()).toBe(true);
    end();
    expect(await status).toBe(1);
    expect(printed()).toBe(
      'Working\nlabvm was told to stop before this job had finished.\nIt continues at the next start; see /job list\n',
    );
    expect(desk.lines).toEqual(['/vm create tiny']);
    expect(job.shown).toEqual([]);
  });

  it('end at Ctrl-C, after the job that runs is cancelled', async () => {
    const { desk, options, interrupt } = createPipes();
    const job = desk.starts('/vm create tiny');
    const status = runLines(['/vm create tiny', '/vm list'], options);
    await expect.poll(() => job.isFollowed()).toBe(true);
    interrupt();
    await job.cancelled;
    job.end(view({ title: 'Cancelled.' }), FAILED);
    expect(await status).toBe(1);
    expect(desk.lines).toEqual(['/vm create tiny', `/job cancel ${job.id}`]);
  });

  it('end quietly when the reader goes', async () => {
    const { desk, options } = createPipes();
    desk.on('/vm list', () => said('One machine.'));
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    expect(await runLines(['/vm list', '/vm list', '/vm list'], { ...options, stdout })).toBe(0);
    expect(desk.lines).toEqual(['/vm list']);
  });

  it('show nothing that acts on a screen', async () => {
    const { desk, options, printed } = createPipes();
    desk.on('/vm log web', () => ({
      kind: 'said',
      view: view({
        parts: [{ kind: 'code', text: 'a\x1b[2J\x1b]8;;http://evil\x07b\x1b]8;;\x07\r\nc\u202ed' }],
      }),
      data: {},
    }));
    await runLines(['/vm log web'], options);
    expect(printed()).toBe('  ab\n  cd\n');
  });
});
