import type { Text } from '../../src/text.ts';

/** What the terminal itself says. */
export const WORDS = {
  greeting: {
    en: 'labvm. Try: /vm create tiny — all commands: /help — leave: Ctrl-D',
    es: 'labvm. Pruebe: /vm create tiny — todos los comandos: /help — salir: Ctrl-D',
  },
  howToLeave: { en: 'Leave with Ctrl-D.', es: 'Para salir, Ctrl-D.' },
  whileWorking: {
    en: 'Ctrl-C cancels; Ctrl-D leaves, and the job goes on',
    es: 'Ctrl-C cancela; Ctrl-D sale, y el trabajo continúa',
  },
  cancelling: {
    en: 'cancelling … (Ctrl-C again: back to the prompt)',
    es: 'cancelando … (otra vez Ctrl-C: volver)',
  },
  goesOn: { en: 'It goes on by itself; see /job list', es: 'Continúa por su cuenta; vea /job list' },
  yesNo: { en: 'y/N', es: 's/N' },
  notDone: { en: 'Nothing was done.', es: 'No se ha hecho nada.' },
  meanwhile: { en: 'From an earlier session:', es: 'De una sesión anterior:' },
  stillRunning: { en: 'still running, told when it ends', es: 'sigue en curso; se avisará cuando termine' },
} as const satisfies Readonly<Record<string, Text>>;

const YES = new Set(['y', 'yes', 's', 'si', 'sí']);

export function meansYes(answer: string): boolean {
  return YES.has(answer.trim().toLowerCase());
}
