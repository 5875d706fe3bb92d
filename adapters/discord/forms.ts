import { withoutPrivateKey } from '../../src/access/private-key.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import type { Desk } from '../../src/chat/desk.ts';
import { inForm } from '../../src/chat/form-error.ts';
import { inTime } from '../../src/chat/in-time.ts';
import { FILL_IN } from '../../src/chat/with-form.ts';
import type { Command } from '../../src/command/command.ts';
import { lineBefore, lineOf } from '../../src/command/line.ts';
import type { Choice } from '../../src/command/option.ts';
import { errorView } from '../../src/view/error-view.ts';
import { MAX_ACTION_COMMAND, type View } from '../../src/view/view.ts';
import type { Answering } from './answering.ts';
import { type FormGiven, formModal, type Wrong } from './form/index.ts';
import { type Act, actorOf } from './inbound/index.ts';
import { formButton, type NamedForm } from './inbound/named-form.ts';
import { createKeptForms } from './kept-forms.ts';
import type { PlaceWords } from './place-words.ts';
import { typedValues } from './typed-values.ts';
import type { Waits } from './waits.ts';

/** The forms of commands, as somebody gets to see them. */
export interface Forms {
  /** Opens a command's form for somebody who did not give what it needs. @returns whether it is open */
  open(command: Command, act: Act, answering: Answering): Promise<boolean>;
  /** An error with a button to the form, in which stands what was given. */
  offer(error: UserError, command: Command, act: Act): View;
  /** Opens what such a button offers. */
  again(form: NamedForm, act: Act, answering: Answering): Promise<void>;
}

const CORRECT: Text = { en: 'Correct it', es: 'Corregir' };

export interface FormsPorts {
  readonly desk: Pick<Desk, 'complete'>;
  readonly waits: Pick<Waits, 'menuMs'>;
  readonly words: Pick<PlaceWords, 'text' | 'sentence'>;
}

export function createForms({ desk, waits, words }: FormsPorts): Forms {
  const keptForms = createKeptForms();

  /** What can be chosen for the first value that a command needs. */
  async function choicesFor(
    command: Command,
    act: Act,
  ): Promise<Readonly<Record<string, readonly Choice[]>>> {
    const [first] = Object.entries(command.options).filter(([, { positional }]) => positional);
    if (!first?.[1].required || !first[1].kind.complete) return {};
    const line = lineBefore(command, first[0]);
    const place = { chat: 'discord', channel: act.channel };
    const found = await inTime(waits.menuMs, desk.complete(line, actorOf(act), place, act.locale));
    return { [first[0]]: found?.choices ?? [] };
  }

  async function show(command: Command, act: Act, answering: Answering, given: FormGiven): Promise<boolean> {
    const choices = await choicesFor(command, act);
    const modal = formModal(command, act.locale, { choices, inPlace: words.sentence, ...given });
    return modal !== null && answering.form(modal);
  }

  return {
    open: (command, act, answering) => show(command, act, answering, { values: valuesOf(command, act) }),
    offer(error, command, act) {
      const values = valuesOf(command, act);
      const { id } = act.interaction;
      keptForms.keep(id, act.user, { values, wrong: wrongIn(error, command, words) });
      const label = act.filledIn ? CORRECT : FILL_IN;
      const line = sayable(command, values);
      return {
        ...errorView(act.filledIn ? { ...inForm(error, command), evidence: error.evidence } : error),
        actions: [{ label, command: formButton(id, line), style: 'primary' }],
      };
    },
    async again({ id, line, command }, act, answering) {
      const kept = keptForms.of(id, act.user) ?? { values: typedValues(command, line), wrong: null };
      await show(command, act, answering, kept);
    },
  };
}

function valuesOf(command: Command, { filledIn, line }: Act): Readonly<Record<string, string>> {
  return filledIn ?? typedValues(command, line);
}

function wrongIn(error: UserError, command: Command, words: Pick<PlaceWords, 'text'>): Wrong | null {
  const { option } = error;
  return option === undefined ? null : { option, text: words.text(inForm(error, command, option).text) };
}

/** The button's line, for a process that does not remember: what is not secret, if it fits. */
function sayable(command: Command, values: Readonly<Record<string, string>>): string {
  const bare = lineOf(command, {});
  const open = Object.entries(values).filter(([name, value]) => {
    const kind = Object.hasOwn(command.options, name) ? command.options[name]?.kind : undefined;
    const isOpen = kind && !kind.secret && !kind.kept && !kind.takesLines;
    return isOpen && withoutPrivateKey(value) === value;
  });
  try {
    const line = lineOf(command, Object.fromEntries(open));
    return formButton('9'.repeat(20), line).length <= MAX_ACTION_COMMAND ? line : bare;
  } catch (error) {
    // A place before another one is empty.
    if (error instanceof UserError) return bare;
    throw error;
  }
}
