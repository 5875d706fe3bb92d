import type { UserError } from '../../src/base/errors.ts';
import type { Locale } from '../../src/base/text.ts';
import { inTime } from '../../src/chat/in-time.ts';
import type { People } from '../../src/chat/people.ts';
import { withForm } from '../../src/chat/with-form.ts';
import type { Command } from '../../src/command/command.ts';
import { withoutCall } from '../../src/command/parse.ts';
import { createRegistry } from '../../src/command/registry.ts';
import { tokenize } from '../../src/command/tokenize.ts';
import type { View } from '../../src/view/view.ts';
import { formView } from './form/index.ts';
import type { Act } from './inbound/act.ts';
import type { Waits } from './waits.ts';

/** Forms for commands that were typed without what they need. */
export interface Form {
  /** Opens the command's form, if that is what the error calls for and it can be. @returns whether it is open */
  open(command: Command, error: UserError, act: Act): Promise<boolean>;
  /** An error with a button to the form, where the form could not be opened at once. */
  offer(view: View, error: UserError, line: string): View;
}

export interface FormPorts {
  readonly people: Pick<People, 'known' | 'of'>;
  readonly locale: Locale;
  readonly commands: readonly Command[];
  readonly waits: Pick<Waits, 'languageMs'>;
  /** Opens a modal: `views.open`. */
  openView(triggerId: string, view: object): Promise<unknown>;
  onError(error: unknown): void;
}

export function createForm({ people, locale, commands, waits, openView, onError }: FormPorts): Form {
  const registry = createRegistry(commands);

  async function languageOf(user: string): Promise<Locale> {
    const known = people.known(user);
    if (known) return known.locale;
    const person = await inTime(waits.languageMs, people.of(user));
    return person?.locale ?? locale;
  }

  /** The command that was typed with nothing behind it, and needs something. */
  function bareCommand(error: UserError, line: string): Command | null {
    if (error.code !== 'missing-argument') return null;
    const words = withoutCall(tokenize(line)).map(({ text }) => text);
    const { path, command } = registry.follow(words);
    return path.length === words.length ? command : null;
  }

  return {
    async open(command, error, act) {
      if (act.triggerId === null || bareCommand(error, act.line) === null) return false;
      const { triggerId } = act;
      const language = await languageOf(act.user);
      const isOpen = async (takesFiles: boolean) => {
        const view = formView(command, language, formMeta(command, act), takesFiles);
        return openView(triggerId, view).then(
          () => true,
          (cause: unknown) => {
            onError(cause);
            return false;
          },
        );
      };
      if (await isOpen(true)) return true;
      // An app that was installed before labvm read files has no right to: Slack takes no form that asks for one.
      return asksForFile(command) && isOpen(false);
    },
    offer(view, error, line) {
      const command = bareCommand(error, line);
      return command ? withForm(view, command) : view;
    },
  };
}

function asksForFile({ options }: Command): boolean {
  return Object.values(options).some(({ kind }) => kind.type === 'file');
}

/** What a form remembers of where it was asked for. */
export interface FormMeta {
  readonly path: readonly string[];
  readonly channel: string;
  readonly thread: string | null;
  readonly responseUrl: string | null;
}

function formMeta({ path }: Command, { channel, thread, responseUrl }: Act): string {
  const meta: FormMeta = { path, channel, thread, responseUrl };
  return JSON.stringify(meta);
}

/** @returns null where it is none of ours */
export function readFormMeta(text: string): FormMeta | null {
  try {
    const meta = JSON.parse(text) as Partial<FormMeta> | null;
    if (!Array.isArray(meta?.path) || typeof meta.channel !== 'string') return null;
    return {
      path: meta.path.map(String),
      channel: meta.channel,
      thread: typeof meta.thread === 'string' ? meta.thread : null,
      responseUrl: typeof meta.responseUrl === 'string' ? meta.responseUrl : null,
    };
  } catch {
    return null;
  }
}
