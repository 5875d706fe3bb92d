import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { PortError } from '../base/port-error.ts';
import type { Text } from '../base/text.ts';
import { systemEvidence } from '../view/system-words.ts';
import type { Check, Look } from './doctor.ts';
import { RESTART_LIBVIRT } from './restart-libvirt.ts';

/** What came of a look. */
export interface LookOutcome {
  readonly checks: readonly Check[];
  /** It came to nothing, which its only check says. */
  readonly failed: boolean;
  readonly asksHypervisor: boolean;
}

type Found = Pick<Check, 'state' | 'detail' | 'remedy'>;

/** Looks until the signal fires. Never fails. */
export async function runLook(
  { name, label, asksHypervisor, look }: Look,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
  inWords: (error: unknown, isLate: boolean) => Found = lookFailed,
): Promise<LookOutcome> {
  try {
    const looked = look(signal);
    // Nobody waits for it after the deadline, so that nobody would hear it fail.
    looked.catch(() => undefined);
    return { checks: await Promise.race([looked, fired(signal)]), failed: false, asksHypervisor };
  } catch (error) {
    log.warn({ err: error, look: name }, 'a look at the host failed');
    const found = inWords(error, signal.aborted);
    return { checks: [{ name, label, ...found }], failed: true, asksHypervisor };
  }
}

function fired(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function lookFailed(error: unknown, isLate: boolean): Found {
  if (isLate) return { state: 'warning', detail: TOO_LATE, remedy: AGAIN };
  const detail = isSaid(error)
    ? saidAfter({ en: 'could not be checked', es: 'no se ha podido comprobar' }, error)
    : inOthersWords(systemEvidence(error));
  return { state: 'warning', detail, remedy: (isSaid(error) ? error.hint : undefined) ?? AGAIN };
}

/** Whether an error says in words for people what happened. */
function isSaid(error: unknown): error is UserError | PortError {
  return error instanceof UserError || error instanceof PortError;
}

function saidAfter(what: Text, { text, evidence }: UserError | PortError): Text {
  const behind = evidence === undefined ? '' : ` (${evidence})`;
  return { en: `${what.en}: ${text.en}${behind}`, es: `${what.es}: ${text.es}${behind}` };
}

function inOthersWords(evidence: string): Text {
  return { en: `could not be checked (${evidence})`, es: `no se ha podido comprobar (${evidence})` };
}

/** The hypervisor was asked of its host, and did not say. */
export function hypervisorFailed(error: unknown, isLate: boolean): Found {
  if (isLate) return { state: 'bad', detail: HUNG, remedy: LATER };
  if (!(error instanceof PortError)) return lookFailed(error, isLate);
  const [what, helps] = error.kind === 'unreachable' ? [UNASKED, START] : [SILENT, RESTART];
  return { state: 'bad', detail: saidAfter(what, error), remedy: error.hint ?? helps };
}

const UNASKED: Text = { en: 'cannot be reached', es: 'no se puede consultar' };
const SILENT: Text = {
  en: 'answers, but says nothing about this host',
  es: 'responde, pero no dice nada de este anfitrión',
};
const TOO_LATE: Text = {
  en: 'could not be checked: there was no answer when the report was due',
  es: 'no se ha podido comprobar: aún no había respuesta cuando tocaba dar el informe',
};
const AGAIN: Text = {
  en: 'Try again in a minute: /host doctor. If that does not help, see labvm’s log.',
  es: 'Inténtelo de nuevo en un minuto: /host doctor. Si sigue igual, mire el registro de labvm.',
};
const HUNG: Text = {
  en: 'hangs, or the host is very busy: there was no answer when the report was due',
  es: 'está bloqueado, o el anfitrión muy ocupado: aún no había respuesta cuando tocaba dar el informe',
};
const LATER: Text = {
  en: `Try again in a minute. If that does not help, restart it as root: ${RESTART_LIBVIRT}. Machines keep running.`,
  es: `Inténtelo de nuevo en un minuto. Si sigue igual, reinícielo como root: ${RESTART_LIBVIRT}. Las máquinas siguen en marcha.`,
};
const RESTART: Text = {
  en: `Restart it as root: ${RESTART_LIBVIRT}. Machines keep running.`,
  es: `Reinícielo como root: ${RESTART_LIBVIRT}. Las máquinas siguen en marcha.`,
};
const START: Text = {
  en: 'Start it as root: bash scripts/setup.sh. A user who is not root must be in the group libvirt.',
  es: 'Arránquelo como root: bash scripts/setup.sh. Un usuario que no sea root debe estar en el grupo libvirt.',
};
