import type { ErrorRecord } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';

/** What the terminal itself says. */
export const WORDS = {
  greeting: {
    en: 'labvm. Try: /vm create tiny — all commands: /help — leave: Ctrl-D',
    es: 'labvm. Para probar: /vm create tiny — todos los comandos: /help — salir: Ctrl-D',
  },
  howToLeave: {
    en: 'Leave with Ctrl-D or exit; jobs go on.',
    es: 'Para salir, Ctrl-D o salir; los trabajos continúan.',
  },
  whileWorking: {
    en: 'Ctrl-C cancels; Ctrl-D leaves, and the job goes on',
    es: 'Ctrl-C cancela; Ctrl-D sale, y el trabajo continúa',
  },
  cancelling: {
    en: 'cancelling … (Ctrl-C again: back to the prompt)',
    es: 'cancelando … (otra vez Ctrl-C: volver al prompt)',
  },
  stillCancelling: {
    en: 'It is still being cancelled; see /job list',
    es: 'Todavía se está cancelando; véase /job list',
  },
  goesOn: {
    en: 'It goes on in the labvm that still runs, or at the next start.',
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
    en: 'This asks first, and nobody is here to answer.',
    es: 'Esto pregunta antes, y aquí no hay nadie que responda.',
  },
  hint: {
    en: 'Add --yes to say yes beforehand.',
    es: 'Con --yes se responde que sí de antemano.',
  },
};

/** labvm was told to end before the job did. */
export const INTERRUPTED: ErrorRecord = {
  code: 'interrupted',
  text: {
    en: 'labvm was told to end before this job did.',
    es: 'labvm recibió la orden de terminar antes que este trabajo.',
  },
  hint: {
    en: 'It goes on at the next start; see /job list',
    es: 'Continúa en el próximo inicio; véase /job list',
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
