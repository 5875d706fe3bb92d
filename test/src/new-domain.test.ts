import { expect, expectTypeOf, it, onTestFinished } from 'vitest';
import { runLine } from '../../adapters/terminal/one-line.ts';
import type { AppCommand } from '../../src/app.ts';
import { silentLog } from '../../src/base/log.ts';
import { say } from '../../src/base/text.ts';
import { type Act, type ActDecision, doing } from '../../src/command/act.ts';
import type { Command, Decision } from '../../src/command/command.ts';
import type { Options } from '../../src/command/option.ts';
import { plainText } from '../../src/view/plain.ts';
import { openChatLab } from '../contract/chat-lab.ts';
import { type NoteTools, noteCommands, noteDomain } from '../contract/toy-domain.ts';

/** A port of the toy domain, in memory. */
function memory(): NoteTools['notes'] {
  const notes: string[] = [];
  return {
    of: async () => notes,
    add: async (_person, text) => void notes.push(text),
    clear: async () => notes.splice(0).length,
  };
}

const ELSEWHERE = { from: 'elsewhere' } as const;

/** A whole labvm with the toy domain, and somebody at its terminal. */
async function lab(notes = memory()) {
  const more = { domains: [noteDomain], tools: { notes }, commands: noteCommands };
  const { app } = await openChatLab({ more });
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const person = { userName: 'tere', locale: 'en' as const, pictureFolder: '/nonexistent' };
  const outcome = (line: string) =>
    runLine(line, { desk: app.desk, person, log: silentLog, signal: ending.signal });
  return {
    app,
    says: async (line: string) => plainText((await outcome(line)).view, 'en', 80),
    outcome,
    from: (person: string, line: string) =>
      app.desk.receive({
        id: person,
        actor: { id: `slack:T1:${person}`, displayName: person, ...(person === 'GUS' ? ELSEWHERE : {}) },
        place: { chat: 'slack', channel: 'C1' },
        locale: 'es',
        line,
      }),
  };
}

it('a domain that is a folder and a few lines has its acts, jobs, completion and help in a chat', async () => {
  const { says, outcome, app } = await lab();
  expect(await says('/note add milk')).toContain('Noted: milk');
  expect(await outcome('/note add eggs')).toMatchObject({ ok: true, data: { note: 'eggs' } });
  const actor = { id: 'terminal:local', displayName: 'tere' };
  const place = { chat: 'terminal', channel: 'local' };
  const { choices } = await app.desk.complete('/note add m', actor, place, 'en');
  expect(choices).toEqual([{ value: 'milk' }]);
  expect(await says('/help')).toContain('/note');
  expect(await says('/help note')).toContain('/note add');
  expect(await says('/note ad milk')).toContain('/note add');
  expect(await says(`/note add ${'x'.repeat(41)}`)).toContain('is too long for a note');
  expect(await says('/note clear')).toContain('The notes are gone.');
  expect(await says('/job list --all')).toContain('clear the notes');
});

it('a right that a domain brings is asked for in one place with all others', async () => {
  const { from } = await lab();
  expect(await from('ANA', '/note add milk')).toMatchObject({ kind: 'accepted' });
  expect(await from('GUS', '/note add milk')).toMatchObject({
    kind: 'rejected',
    error: { code: 'not-allowed', text: { es: 'Su rol aquí es guest, que no permite /note add.' } },
  });
});

it('what a domain’s port refuses is said like any other error', async () => {
  const failing = { ...memory(), add: () => Promise.reject(new Error('the paper is wet')) };
  const { outcome } = await lab(failing);
  const { ok, error } = await outcome('/note add milk');
  expect(ok).toBe(false);
  expect(error?.code).toBe('internal');
  expect(say(error?.text ?? '', 'en')).not.toContain('paper');
});

it('does not compile in an app without its tools, whether a command reads by them or has an act done', () => {
  expectTypeOf<Command<Options, NoteTools>>().not.toExtend<AppCommand>();
  expectTypeOf<Command<Options, NoteTools>>().toExtend<AppCommand<NoteTools>>();
  expectTypeOf<ReturnType<typeof decided>>().toEqualTypeOf<ActDecision<NoteTools>>();
  expectTypeOf<ActDecision<NoteTools>>().not.toExtend<Decision>();
});

const decided = () => doing({} as Act<string, NoteTools>, 'milk');
