import { type Access, denied } from '../access/authorise.ts';
import { UserError } from '../base/errors.ts';
import type { Command } from './command.ts';
import type { Invocation } from './invocation.ts';
import { type ParsedLine, ParseError, parseLine } from './parse.ts';
import type { Registry } from './registry.ts';

/** What is made of a line before it is recorded. */
export type Verdict = {
  readonly command: Command | null;
  /** For the audit: which right allowed or denied it, or why it was not read. */
  readonly rule: string;
  /** The line, where it is one. */
  readonly read: ParsedLine | null;
} & ({ readonly parsed: ParsedLine } | { readonly error: UserError });

export interface JudgePorts {
  readonly access: Pick<Access, 'decide' | 'roleOf'>;
  readonly registry: Registry;
}

/** Understands and authorises a line: whoever may not use a command hears that, and not what is wrong with how they typed it. */
export function judge(
  { access, registry }: JudgePorts,
  { actor, line }: Pick<Invocation, 'actor' | 'line'>,
): Verdict {
  const understood = understand(line, registry);
  const { command } = understood;
  const read = understood instanceof ParseError ? null : understood;
  if (command) {
    const { reach, rule } = access.decide(actor, command.needs);
    if (reach === null) {
      const error = denied(actor, access.roleOf(actor), `/${command.path.join(' ')}`);
      return { command, rule, read, error };
    }
    if (read) return { command, rule, read, parsed: read };
  }
  const { error } = understood as ParseError;
  return { command, rule: `parse: ${error.code}`, read, error };
}

function understand(line: string, registry: Registry): ParsedLine | ParseError {
  try {
    return parseLine(line, registry);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
}

/** Nothing of it was written down, for what it said may have been a secret. */
export function notKept(): Verdict {
  const error = new UserError(
    'interrupted',
    {
      en: 'labvm stopped before it could answer this, and has kept nothing of what you said.',
      es: 'labvm se detuvo antes de poder responder, y no ha guardado nada de lo que dijo.',
    },
    { en: 'Please say it again.', es: 'Por favor, dígalo otra vez.' },
  );
  return { command: null, rule: '', read: null, error };
}
