import type { View } from '../view/view.ts';

/** What is typed, or pressed, for no to a question: it does nothing, and says so. */
export const NO_LINE = 'no';

const CANCEL = { en: 'Cancel', es: 'Cancelar' };

/** A question with a way to say no, for chats where the answers are buttons. */
export function withCancel(question: View): View {
  if (question.actions.length === 0) return question;
  const cancel = { label: CANCEL, command: NO_LINE, style: 'plain' } as const;
  return { ...question, actions: [...question.actions, cancel] };
}
