import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { view } from '../../../src/view/view.ts';
import { createFakeDesk } from '../../fakes/desk.ts';
import { CTRL_C, CTRL_D, openSession } from './support/session.ts';

const said = (title: string) => ({ kind: 'said', view: view({ title }), data: {} }) as const;

const DELETION = {
  kind: 'asked',
  view: view({
    tone: 'warning',
    title: 'Delete web?',
    actions: [{ label: 'Delete', command: '/vm delete web --yes', style: 'danger' }],
  }),
} as const;

describe('the prompt', () => {
  it('answers a line and is there again', async () => {
    const { desk, enter, endsWith } = await openSession();
    desk.on('/vm list', () => said('No machines.'));
    enter('/vm list');
    await endsWith('labvm> /vm list', 'No machines.', 'labvm>');
  });

  it('says what it did not understand, in the language of the person', async () => {
    const { enter, endsWith } = await openSession({ locale: 'es' });
    enter('/vm lits');
    await endsWith('No existe el comando «/vm lits».', 'Todos los comandos: /help', 'labvm>');
  });

  it.each(['exit', ' Quit ', '/salir'])('is left with %o', async (word) => {
    const { desk, enter, ended } = await openSession();
    enter(word);
    expect(await ended).toBe(0);
    expect(desk.lines).toEqual([]);
  });

  it('is left with Ctrl-D, and the shell that comes then begins a line', async () => {
    const { tty, ended } = await openSession();
    tty.type(CTRL_D);
    await ended;
    expect(tty.screen.cursor).toMatchObject({ column: 0, isShown: true });
    expect(tty.isRaw()).toBe(false);
  });

  it('is left at SIGTERM, whatever is being typed', async () => {
    const { tty, end, ended } = await openSession();
    tty.type('/vm cre');
    end();
    expect(await ended).toBe(0);
    expect(tty.isRaw()).toBe(false);
  });

  it('gives up what is being typed at Ctrl-C, and says at a second one how to leave', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    tty.type('/vm del');
    await endsWith('labvm> /vm del');
    tty.type(CTRL_C);
    await endsWith('labvm> /vm del^C', 'labvm>');
    tty.type(CTRL_C);
    await endsWith('To leave: Ctrl-D or exit; jobs continue.', 'labvm>');
    expect(desk.lines).toEqual([]);
    enter('/help');
    await expect.poll(() => desk.lines).toEqual(['/help']);
  });

  it('stays awake at Ctrl-Z', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    desk.on('/vm list', () => said('No machines.'));
    tty.type('\x1a');
    enter('/vm list');
    await endsWith('No machines.', 'labvm>');
  });

  it('survives a failure of labvm itself', async () => {
    const { desk, enter, endsWith, tty } = await openSession();
    desk.on('/vm list', () => Promise.reject(new Error('the disk is full of secrets')));
    desk.on('/help', () => said('Help.'));
    enter('/vm list');
    expect(await tty.until((text) => text.includes('reference'))).not.toContain('secrets');
    enter('/help');
    await endsWith('Help.', 'labvm>');
  });

  it('completes words', async () => {
    const { desk, tty, endsWith } = await openSession();
    desk.offer(['tiny', 'debian']);
    tty.type('/vm create t');
    await endsWith('/vm create t');
    tty.type('\t');
    await endsWith('labvm> /vm create tiny');
    expect(tty.screen.cursor.column).toBe('labvm> /vm create tiny '.length);
  });

  it('keeps a line that a completion comes too late for', async () => {
    const desk = createFakeDesk();
    const asked = Promise.withResolvers<void>();
    const found = Promise.withResolvers<void>();
    const { tty, endsWith } = await openSession({
      desk: {
        ...desk,
        async complete(line) {
          asked.resolve();
          await found.promise;
          return { from: line.length - 1, choices: [{ value: 'tiny', label: 'tiny' }] };
        },
      },
    });
    tty.type('t');
    await endsWith('labvm> t');
    tty.type('\t');
    await asked.promise;
    // Keys wait for the completion; one that had been read with the Tab does not.
    tty.stdin.emit('keypress', 'x', { name: 'x' });
    found.resolve();
    tty.type('!');
    await endsWith('labvm> tx!');
  });
});

describe('the history', () => {
  it('is kept for the next session, for this person alone', async () => {
    const first = await openSession();
    first.desk.on('/vm list', () => said('No machines.'));
    first.enter('/vm list');
    await first.endsWith('No machines.', 'labvm>');
    expect((await stat(first.historyFile)).mode & 0o777).toBe(0o600);

    const second = await openSession({ historyFile: first.historyFile });
    second.tty.type('\x1b[A');
    await second.endsWith('labvm> /vm list');
  });

  it('is closed to others even if its file was not', async () => {
    const { historyFile, desk, enter, endsWith } = await openSession();
    await writeFile(historyFile, '/vm show old\n', { mode: 0o644 });
    desk.on('/vm list', () => said('No machines.'));
    enter('/vm list');
    await endsWith('No machines.', 'labvm>');
    expect((await stat(historyFile)).mode & 0o777).toBe(0o600);
  });

  it('keeps no line that may not be written down, but this session remembers it', async () => {
    const { tty, desk, historyFile, enter, endsWith } = await openSession({
      mayKeep: (line) => !line.includes('hunter2'),
    });
    desk.on('/vm type web hunter2', () => said('Typed on web.'));
    desk.on('/vm list', () => said('No machines.'));
    enter('/vm list');
    await endsWith('No machines.', 'labvm>');
    enter('/vm type web hunter2');
    await endsWith('Typed on web.', 'labvm>');
    expect(await readFile(historyFile, 'utf8')).toBe('/vm list\n');
    tty.type('\x1b[A');
    await endsWith('labvm> /vm type web hunter2');
  });

  it('keeps no answers to questions', async () => {
    const { desk, historyFile, enter, endsWith } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    desk.on('/vm delete web --yes', () => said('web is deleted.'));
    enter('/vm delete web');
    await endsWith('[y/N]');
    enter('y');
    await endsWith('web is deleted.', 'labvm>');
    expect(await readFile(historyFile, 'utf8')).toBe('/vm delete web\n');
  });
});

describe('a question', () => {
  it.each(['y', 'YES', 'sí'])('is answered by %o', async (answer) => {
    const { desk, enter, endsWith } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    desk.on('/vm delete web --yes', () => said('web is deleted.'));
    enter('/vm delete web');
    await endsWith('Delete web?', '[y/N]');
    enter(answer);
    await endsWith(`[y/N] ${answer}`, 'web is deleted.', 'labvm>');
  });

  it.each(['', 'n', 'yep', 'maybe y'])('does nothing at %o', async (answer) => {
    const { desk, enter, endsWith } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    enter('/vm delete web');
    await endsWith('[y/N]');
    enter(answer);
    await endsWith('Nothing was done.', 'labvm>');
    expect(desk.lines).toEqual(['/vm delete web']);
  });

  it('does nothing at Ctrl-C', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    enter('/vm delete web');
    await endsWith('[y/N]');
    tty.type(`y${CTRL_C}`);
    await endsWith('[y/N] y^C', 'Nothing was done.', 'labvm>');
    expect(desk.lines).toEqual(['/vm delete web']);
  });

  it('is left with Ctrl-D', async () => {
    const { desk, tty, enter, endsWith, ended } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    enter('/vm delete web');
    await endsWith('[y/N]');
    tty.type(CTRL_D);
    expect(await ended).toBe(0);
    expect(desk.lines).toEqual(['/vm delete web']);
  });

  it('is answered by nothing that was typed before it was asked', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const asking = Promise.withResolvers<typeof DELETION>();
    desk.on('/vm delete web', () => asking.promise);
    desk.on('y', () => said('This was a line of its own.'));
    enter('/vm delete web');
    tty.type('y\r/vm li');
    asking.resolve(DELETION);
    await endsWith('[y/N]');
    enter('');
    await endsWith('Nothing was done.', 'labvm> y', 'This was a line of its own.', 'labvm> /vm li');
    expect(desk.lines).toEqual(['/vm delete web', 'y']);
  });
});

describe('what is typed ahead', () => {
  it('is carried out in turn, and shown as if it had been typed then', async () => {
    const { desk, enter, endsWith, tty } = await openSession();
    const slow = Promise.withResolvers<ReturnType<typeof said>>();
    desk.on('/host doctor', () => slow.promise);
    desk.on('/vm list', () => said('No machines.'));
    enter('/host doctor');
    await tty.until((text) => text.endsWith('doctor'));
    tty.type('/vm list\r/image');
    slow.resolve(said('All is well.'));
    await endsWith('labvm> /host doctor', 'All is well.', 'labvm> /vm list', 'No machines.', 'labvm> /image');
  });

  it('does not wait for an answer that Ctrl-C has given up', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const asked = Promise.withResolvers<void>();
    desk.on('/host doctor', () => {
      asked.resolve();
      return new Promise(() => {});
    });
    desk.on('/vm list', () => said('No machines.'));
    enter('/host doctor');
    await asked.promise;
    tty.type(CTRL_C);
    await endsWith('labvm> /host doctor', '^C', 'labvm>');
    enter('/vm list');
    await endsWith('No machines.', 'labvm>');
  });

  it('has its job cancelled that began after Ctrl-C', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const asked = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    const job = desk.starts('/vm create big');
    desk.on('/vm create tiny', async () => {
      asked.resolve();
      await late.promise;
      return { kind: 'started', jobId: job.id };
    });
    enter('/vm create tiny');
    await asked.promise;
    tty.type(CTRL_C);
    await endsWith('^C', 'labvm>');
    late.resolve();
    await job.cancelled;
  });
});

describe('a notice', () => {
  it('destroys nothing of what is being typed, however long it is', async () => {
    const { desk, tty, endsWith } = await openSession({ columns: 30 });
    const typed = '/vm create tiny my-very-own-web-server --memory 256M';
    tty.type(typed);
    await endsWith(`labvm> ${typed}`);
    tty.type('\x1b[D\x1b[D\x1b[D\x1b[D');
    desk.notify('web was switched off by force.');
    await endsWith('web was switched off by', 'force.', `labvm> ${typed}`);
    tty.type('X');
    await endsWith(`labvm> ${typed.slice(0, -4)}X256M`);
    expect(tty.screen.all().filter((line) => line.startsWith('labvm>'))).toHaveLength(1);
  });

  it('leaves a question open', async () => {
    const { desk, enter, endsWith } = await openSession();
    desk.on('/vm delete web', () => DELETION);
    desk.on('/vm delete web --yes', () => said('web is deleted.'));
    enter('/vm delete web');
    await endsWith('[y/N]');
    desk.notify('db has crashed.');
    await endsWith('Delete web?', 'db has crashed.', '[y/N]');
    enter('y');
    await endsWith('web is deleted.', 'labvm>');
  });
});
