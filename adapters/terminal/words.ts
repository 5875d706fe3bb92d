import type { ErrorRecord } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';

/** What the terminal itself says. */
export const WORDS = {
  greeting: {
    en: 'labvm. Try: /vm create tiny — all commands: /help — leave: Ctrl-D',
    es: 'labvm. Para probar: /vm create tiny — todos los comandos: /help — salir: Ctrl-D',
  },
  howToLeave: {
    en: 'To leave: Ctrl-D or exit; jobs continue.',
    es: 'Para salir, Ctrl-D o salir; los trabajos continúan.',
  },
  whileWorking: {
    en: 'Ctrl-C cancels; Ctrl-D leaves, and the job continues',
    es: 'Ctrl-C cancela; Ctrl-D sale, y el trabajo continúa',
  },
  cancelling: {
    en: 'cancelling … (Ctrl-C again returns to the prompt)',
    es: 'cancelando … (otra vez Ctrl-C para volver al prompt)',
  },
  stillCancelling: {
    en: 'It is still being cancelled; see /job list',
    es: 'Todavía se está cancelando; vea /job list',
  },
  goesOn: {
    en: 'It continues in another labvm that is running, or at the next start.',
    es: 'Continúa en el labvm que siga en marcha, o en el próximo inicio.',
  },
  yesNo: { en: 'y/N', es: 's/N' },
  notDone: { en: 'Nothing was done.', es: 'No se ha hecho nada.' },
  meanwhile: { en: 'From an earlier session:', es: 'De una sesión anterior:' },
} as const satisfies Readonly<Record<string, Text>>;

/** A question came up, and nobody is there to answer. */
export const UNANSWERED: ErrorRecord = {
  code: 'needs-confirmation',
  text: {
    en: 'This asks for confirmation, and nobody is here to answer.',
    es: 'Esto pide confirmación, y aquí no hay nadie que responda.',
  },
  hint: {
    en: 'Add --yes to answer yes in advance.',
    es: 'Añada --yes para responder que sí de antemano.',
  },
};

/** labvm was told to end before the job did. */
export const INTERRUPTED: ErrorRecord = {
  code: 'interrupted',
  text: {
    en: 'labvm was told to stop before this job had finished.',
    es: 'labvm recibió la orden de terminar antes que este trabajo.',
  },
  hint: {
    en: 'It continues at the next start; see /job list',
    es: 'Continúa en el próximo inicio; vea /job list',
  },
};

/** What stands before what people type. */
export const PROMPT = 'labvm> ';

const LEAVING = new Set(['exit', 'quit', 'salir', '/exit', '/quit', '/salir']);

export function meansLeaving(typed: string): boolean {
  return LEAVING.has(typed.trim().toLowerCase());
}

const YES = new Set(['y', 'yes', 's', 'si', 'sí']);

export function meansYes(answer: string): boolean {
  return YES.has(answer.trim().toLowerCase());
}
