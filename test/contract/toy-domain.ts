import type { Act } from '../../src/command/act.ts';
import { doing } from '../../src/command/act.ts';
import { type Command, command } from '../../src/command/command.ts';
import type { CommandContext } from '../../src/command/context.ts';
import type { Domain } from '../../src/command/domain.ts';
import { type OptionKind, type Options, positional } from '../../src/command/option.ts';
import type { JobTools, Work } from '../../src/job/work.ts';
import { view } from '../../src/view/view.ts';

/** 1. The port: what the domain needs of the world. */
export interface NoteTools {
  readonly notes: {
    of(person: string): Promise<readonly string[]>;
    add(person: string, note: string): Promise<void>;
    clear(person: string, signal: AbortSignal): Promise<number>;
  };
}

/** 2. A kind of value: a note, by its number or a new one by its text. */
function note(): OptionKind<string, string, NoteTools> {
  return {
    placeholder: 'note',
    example: 'milk',
    type: 'string',
    parse(word) {
      const isShort = word.length > 0 && word.length <= 40;
      if (isShort) return { ok: true, value: word };
      return { ok: false, problem: { en: 'is too long for a note', es: 'es demasiado larga para una nota' } };
    },
    complete: async (prefix, { notes, person }) =>
      (await notes.of(person)).filter((one) => one.startsWith(prefix)).map((value) => ({ value })),
  };
}

/** 3. An act: done at once. */
const addNote: Act<string, NoteTools> = {
  remembers: true,
  async carryOut(text, { notes, person }) {
    await notes.add(person, text);
    const said = { en: `Noted: ${text}`, es: `Anotado: ${text}` };
    return { view: view({ parts: [{ kind: 'text', text: said }] }), data: { note: text } };
  },
};

/** 4. A work: done as a job. */
const clearNotes: Work<{ readonly person: string }, NoteTools> = {
  kind: 'note.clear',
  title: () => ({ en: 'Clearing the notes', es: 'Borrando las notas' }),
  what: () => ({ en: 'clear the notes', es: 'borrar las notas' }),
  steps: [
    {
      name: 'clear',
      label: { en: 'Clear', es: 'Borrar' },
      async run({ person }, { notes, signal }: JobTools & NoteTools) {
        return `${await notes.clear(person, signal)}`;
      },
    },
  ],
  async result() {
    const title = { en: 'The notes are gone.', es: 'Las notas se han borrado.' };
    return { said: { tone: 'good', title, texts: [], note: null } };
  },
  causes: [],
};

/** 5. The commands. */
const WORDS = { en: 'The note', es: 'La nota' };
const add = command({
  path: ['note', 'add'],
  summary: { en: 'Note something', es: 'Anotar algo' },
  examples: ['/note add milk'],
  needs: 'note:write',
  answer: 'private',
  options: { note: positional(note(), WORDS) },
  run: ({ note: text }) => doing(addNote, text),
});
const clear = command({
  path: ['note', 'clear'],
  summary: { en: 'Forget all notes', es: 'Olvidar todas las notas' },
  examples: ['/note clear'],
  needs: 'note:write',
  answer: 'private',
  options: {},
  run: (_values, { person }: CommandContext & NoteTools) => ({
    kind: 'start',
    admission: null,
    jobs: [{ kind: clearNotes.kind, vm: null, input: { person }, stepNames: ['clear'], reservation: null }],
  }),
});

export const noteCommands: readonly Command<Options, NoteTools>[] = [add, clear];

/** 6. What it brings to the engine: its works and its rights. */
export const noteDomain: Domain<NoteTools> = {
  works: [clearNotes],
  rights: { 'note:write': { student: 'own', teacher: 'own', admin: 'own' } },
};
