import { command } from '../src/command/command.ts';
import { type HelpContext, helpView } from '../src/command/help.ts';
import { commandPath } from '../src/command/kind/command-path.ts';
import { positional } from '../src/command/option.ts';

export const help = command({
  path: ['help'],
  alias: { es: ['ayuda'] },
  summary: {
    en: 'Show what can be said, or how one command works',
    es: 'Mostrar qué se puede decir, o cómo es un comando',
  },
  examples: ['/help', '/help vm create'],
  needs: 'help',
  answer: 'private',
  options: {
    command: positional.optional(commandPath(), {
      en: 'A command',
      es: 'Un comando',
      alias: { es: ['comando', 'orden'] },
    }),
  },
  run: ({ command: path }, context: HelpContext) => ({ kind: 'say', view: helpView(path, context) }),
});
