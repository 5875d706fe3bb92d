/** The command that takes any line, and its one option. */
export const ANY_LINE = {
  name: 'labvm',
  summary: {
    en: 'Any command, typed as in a terminal: vm create tiny web1 --memory 256M',
    es: 'Cualquier orden, escrita como en un terminal: vm create tiny web1 --memory 256M',
  },
  option: 'command',
  optionAlias: { es: ['orden'] },
  optionSummary: {
    en: 'The line, with or without its slash; help shows what can be said',
    es: 'La línea, con o sin la barra; help muestra qué se puede decir',
  },
} as const;
