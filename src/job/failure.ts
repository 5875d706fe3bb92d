import { randomBytes } from 'node:crypto';
import { type ErrorCode, type ErrorRecord, recordOf, UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { PortError, type PortErrorKind } from '../base/port-error.ts';
import { join, type Text } from '../base/text.ts';
import { fileFailure } from './file-failure.ts';
import { type Hints, NO_HINTS } from './hints.ts';

/**
 * An error in the words of the person who asked. What is ours is logged with its cause, under the reference that
 * the person is shown.
 * @param about the machine or job it happened to, where there is one
 * @param hints what the domains advise where the error itself does not
 */
export function failureRecord(
  error: unknown,
  about: string | null,
  log: Log,
  hints: Hints = NO_HINTS,
): ErrorRecord {
  if (error instanceof UserError) return recordOf(error);
  if (error instanceof PortError) {
    log.warn({ err: error, about }, 'the hypervisor refused or failed');
    return portErrorRecord(error, hints);
  }
  const ofFile = fileFailure(error, hints);
  if (ofFile) {
    log.warn({ err: error, about }, 'a file could not be written or read');
    return ofFile;
  }
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, about, reference }, 'an unexpected error');
  return {
    code: 'internal',
    text: {
      en: `Something went wrong in labvm itself${about ? ` with ${about}` : ''} (reference ${reference}).`,
      es: `Algo ha fallado en el propio labvm${about ? ` con ${about}` : ''} (referencia ${reference}).`,
    },
    hint: {
      en: 'Try again. If it happens again, give the reference to the administrator of this labvm, who can find it in the log.',
      es: 'Inténtelo de nuevo. Si se repite, dé la referencia al administrador de este labvm, que podrá encontrarla en el registro.',
    },
  };
}

/** How a job that somebody cancelled ends. */
export function cancelledRecord(): ErrorRecord {
  return { code: 'cancelled', text: { en: 'Cancelled.', es: 'Cancelado.' } };
}

const AGAIN: Text = { en: 'Try again in a moment.', es: 'Inténtelo de nuevo en un momento.' };

/** What a kind of error is called, and what it advises where the error itself does not: a domain's hint, else its own. */
interface Advice {
  readonly code: ErrorCode;
  readonly hint?: keyof Hints;
  readonly otherwise: Text;
}

const KINDS: Readonly<Record<PortErrorKind, Advice>> = {
  'not-found': { code: 'not-found', hint: 'look', otherwise: AGAIN },
  exists: { code: 'exists', otherwise: { en: 'Choose another name.', es: 'Elija otro nombre.' } },
  busy: { code: 'busy', otherwise: AGAIN },
  'wrong-state': { code: 'wrong-state', hint: 'look', otherwise: AGAIN },
  'no-capacity': {
    code: 'no-capacity',
    hint: 'capacity',
    otherwise: {
      en: 'Ask for less, or wait until there is more.',
      es: 'Pida menos, o espere a que haya más.',
    },
  },
  unreachable: { code: 'host-unreachable', hint: 'host', otherwise: AGAIN },
  'outcome-unknown': { code: 'host-unreachable', hint: 'look', otherwise: AGAIN },
  unsupported: {
    code: 'unsupported',
    otherwise: {
      en: 'Trying again will not help. To see what else you can do: /help',
      es: 'Volver a intentarlo no servirá. Para ver qué más puede hacer: /help',
    },
  },
  failed: {
    code: 'failed',
    otherwise: {
      en: 'Try again. If it happens again, an administrator finds more in labvm’s log.',
      es: 'Inténtelo de nuevo. Si se repite, un administrador encontrará más en el registro de labvm.',
    },
  },
};

/** What the host refused or failed at, as it is told and stored. */
export function portErrorRecord(
  { kind, text, hint, evidence }: PortError,
  hints: Hints = NO_HINTS,
): ErrorRecord {
  const { code, hint: wanted, otherwise } = KINDS[kind];
  const advice = (wanted && hints[wanted]) ?? otherwise;
  return { code, text, hint: hint ?? advice, ...(evidence === undefined ? {} : { evidence }) };
}

/** How a job ends that went wrong and could not be put back, either. */
export function leftoverRecord(first: ErrorRecord, undo: ErrorRecord, { look, host }: Hints): ErrorRecord {
  const advice = [look, host].flatMap((hint) => hint ?? []);
  return {
    code: undo.code,
    text: {
      en: `${first.text.en} Not everything could be undone: ${undo.text.en}`,
      es: `${first.text.es} No se ha podido deshacer todo: ${undo.text.es}`,
    },
    ...(advice.length === 0 ? {} : { hint: join(advice, '. ') }),
    ...(undo.evidence === undefined ? {} : { evidence: undo.evidence }),
  };
}

/** How a job ends that was left unfinished long ago, by a labvm that ended or in a copy of the database from before. */
export function leftRecord({ look }: Hints): ErrorRecord {
  const missing: Text = {
    en: 'Ask again for what is missing.',
    es: 'Pida de nuevo lo que falte.',
  };
  return {
    code: 'failed',
    text: {
      en: 'It is unknown how this ended: labvm was down for a long time, or its database was restored from a backup. It will not be continued.',
      es: 'No se sabe cómo acabó esto: labvm estuvo parado mucho tiempo, o su base de datos se restauró de una copia. No se retomará.',
    },
    hint: look ? join([look, missing], '. ') : missing,
  };
}

/** How a job ends whose kind this program does not know: a newer one stored it. */
export function unknownKindRecord(kind: string): ErrorRecord {
  return {
    code: 'unsupported',
    text: {
      en: `This labvm does not know how to do “${kind}”.`,
      es: `Este labvm no sabe hacer «${kind}».`,
    },
    hint: {
      en: 'It was requested from a newer labvm: update this one.',
      es: 'Se pidió a una versión más reciente: actualice esta.',
    },
  };
}
