import { describe, expect, it } from 'vitest';
import { type View, view } from '../../../src/view/view.ts';
import { createFakeDesk } from '../../fakes/desk.ts';
import { CTRL_C, CTRL_D, openSession } from './support/session.ts';

const FOOT = 'Ctrl-C cancels; Ctrl-D leaves, and the job continues';

const creating = (state: 'waiting' | 'running' | 'done' | 'undone'): View =>
  view({
    tone: 'working',
    title: 'Creating web from tiny',
    parts: [
      {
        kind: 'steps',
        steps: [
          { label: 'Disk', state: state === 'waiting' ? 'running' : state },
          { label: 'Start', state },
        ],
      },
    ],
  });

const long = (rows: number): View =>
  view({
    title: 'Many machines',
    parts: Array.from({ length: rows }, (_, at) => ({ kind: 'text', text: `machine ${at}` })),
  });

const DONE = view({ tone: 'good', title: 'web is there.' });
const CANCELLED = {
  error: { code: 'cancelled', text: { en: 'Cancelled.', es: 'Cancelado.' } },
} as const;

describe('a job that is followed', () => {
  it('fills in one message, and gives the prompt back', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const job = desk.starts('/vm create tiny web');
    enter('/vm create tiny web');
    await endsWith('Working', `0 s — ${FOOT}`);
    expect(tty.screen.cursor.isShown).toBe(false);
    job.show(creating('waiting'));
    await endsWith(
      'labvm> /vm create tiny web',
      'Creating web from tiny',
      '● Disk',
      '○ Start',
      `0 s — ${FOOT}`,
    );
    job.show(creating('done'));
    await endsWith(
      'labvm> /vm create tiny web',
      'Creating web from tiny',
      '✓ Disk',
      '✓ Start',
      `0 s — ${FOOT}`,
    );
    job.end(DONE);
    await endsWith('labvm> /vm create tiny web', 'web is there.', 'labvm>');
    expect(tty.screen.cursor.isShown).toBe(true);
    expect(job.shown).toEqual([4]);
  });

  it('is cancelled by Ctrl-C, and shown to its end', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    tty.type(CTRL_C);
    await endsWith('0 s — cancelling … (Ctrl-C again returns to the prompt)');
    await job.cancelled;
    job.end(creating('undone'), CANCELLED);
    await endsWith('↺ Disk', '↺ Start', 'labvm>');
    expect(desk.lines).toEqual(['/vm create tiny', `/job cancel ${job.id}`]);
    expect(job.shown).toHaveLength(1);
  });

  it('gives the prompt back at a second Ctrl-C, and asks for nothing twice', async () => {
    const { desk, tty, enter, endsWith } = await openSession();
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    tty.type(CTRL_C);
    await job.cancelled;
    tty.type(CTRL_C);
    await endsWith('Working', 'It is still being cancelled; see /job list', 'labvm>');
    expect(tty.screen.cursor.isShown).toBe(true);
    expect(job.isFollowed()).toBe(false);
    expect(job.shown).toEqual([]);
    expect(desk.lines).toEqual(['/vm create tiny', `/job cancel ${job.id}`]);
  });

  it('goes on when the person leaves, and is not noted as shown', async () => {
    const { desk, tty, enter, endsWith, ended } = await openSession();
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    tty.type(CTRL_D);
    expect(await ended).toBe(0);
    await endsWith('Working', 'It continues in another labvm that is running, or at the next start.');
    expect(tty.screen.cursor).toMatchObject({ column: 0, isShown: true });
    expect(job.shown).toEqual([]);
    expect(desk.lines).toEqual(['/vm create tiny']);
  });

  it('leaves the terminal as it was at SIGTERM', async () => {
    const { desk, tty, enter, endsWith, end, ended } = await openSession();
    desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    end();
    expect(await ended).toBe(0);
    expect(tty.screen.cursor.isShown).toBe(true);
    expect(tty.isRaw()).toBe(false);
  });

  it('gives the cursor back when the process ends without warning', async () => {
    const others = new Set(process.listeners('exit'));
    const { desk, tty, enter, endsWith } = await openSession();
    desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    expect(tty.screen.cursor.isShown).toBe(false);
    for (const listener of process.listeners('exit')) if (!others.has(listener)) listener(1);
    expect(tty.screen.cursor.isShown).toBe(true);
  });

  it('has notices above it', async () => {
    const { desk, enter, endsWith } = await openSession();
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith(FOOT);
    desk.notify('db has crashed.');
    await endsWith('labvm> /vm create tiny', 'db has crashed.', 'Working', `0 s — ${FOOT}`);
    job.end(DONE);
    await endsWith('db has crashed.', 'web is there.', 'labvm>');
  });

  it('is not disturbed by what is typed meanwhile', async () => {
    const { desk, tty, enter, endsWith } = await openSession({ columns: 40 });
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith('Working', '0 s — Ctrl-C cancels; Ctrl-D leaves, a…');
    const typed = '/vm create tiny another-machine --memory 256M';
    tty.type(typed);
    job.show(creating('done'));
    await endsWith(
      'labvm> /vm create tiny',
      'Creating web from tiny',
      '✓ Disk',
      '✓ Start',
      '0 s — Ctrl-C cancels; Ctrl-D leaves, a…',
    );
    job.end(DONE);
    await endsWith('labvm> /vm create tiny', 'web is there.', `labvm> ${typed}`);
  });

  it.each([
    [80, 40],
    [40, 80],
    [200, 24],
    [24, 200],
  ])('keeps its one message when the screen goes from %i to %i columns', async (before, after) => {
    const { desk, tty, enter, endsWith } = await openSession({ columns: before });
    const job = desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await tty.until((text) => text.includes('Working'));
    job.show(creating('done'));
    await tty.until((text) => text.includes('✓ Start'));
    tty.resize(after, 24);
    desk.notify('db has crashed.');
    job.end(DONE);
    await endsWith('labvm> /vm create tiny', 'db has crashed.', 'web is there.', 'labvm>');
  });

  it('is drawn anew at once for a screen of another width', async () => {
    const { desk, tty, enter, endsWith } = await openSession({ columns: 80 });
    desk.starts('/vm create tiny');
    enter('/vm create tiny');
    await endsWith('Working', `0 s — ${FOOT}`);
    tty.resize(40, 24);
    // At once: no tick of the clock lies between.
    expect(tty.screen.all().slice(-2)).toEqual(['Working', '0 s — Ctrl-C cancels; Ctrl-D leaves, a…']);
  });

  it('shows the ends of a message higher than the screen, and at last all of it', async () => {
    const { desk, tty, enter, endsWith } = await openSession({ rows: 10 });
    const job = desk.starts('/vm create tiny --count 20');
    enter('/vm create tiny --count 20');
    await endsWith(FOOT);
    for (const rows of [5, 20, 19, 20]) job.show(long(rows));
    await endsWith('Many machines', '⋮', ...numbered(14, 20), `0 s — ${FOOT}`);
    job.end(long(20));
    await endsWith('labvm> /vm create tiny --count 20', 'Many machines', ...numbered(0, 20), 'labvm>');
    expect(tty.screen.visible()).toHaveLength(10);
  });
});

function numbered(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, at) => `machine ${from + at}`);
}

describe('messages of earlier sessions', () => {
  it('are shown before the prompt, and once', async () => {
    const desk = createFakeDesk();
    const job = desk.left();
    job.end(DONE);
    const { tty } = await openSession({ desk });
    expect(tty.screen.all().slice(1)).toEqual(['From an earlier session:', 'web is there.', 'labvm>']);
    expect(job.shown).toEqual([2]);
  });

  it('are shown again when their jobs end, above what is being typed', async () => {
    const desk = createFakeDesk();
    const job = desk.left();
    const { tty, endsWith } = await openSession({ desk });
    await endsWith('From an earlier session:', 'Working', 'labvm>');
    expect(job.shown).toEqual([]);
    tty.type('/vm li');
    job.end(DONE);
    await endsWith('From an earlier session:', 'Working', 'web is there.', 'labvm> /vm li');
    expect(job.shown).toEqual([2]);
  });

  it('are left to the next session by who leaves first', async () => {
    const desk = createFakeDesk();
    const job = desk.left();
    const { tty, ended } = await openSession({ desk });
    tty.type(CTRL_D);
    await ended;
    await expect.poll(() => job.isFollowed()).toBe(false);
    expect(job.shown).toEqual([]);
  });
});
