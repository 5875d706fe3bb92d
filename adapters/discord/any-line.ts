/** The command that takes any line, and its one option. */
export const ANY_LINE = {
  name: 'labvm',
  summary: {
    en: 'Any command, typed as in a terminal: vm create tiny web1 --memory 256M',
    es: 'Cualquier comando, escrito como en un terminal: vm create tiny web1 --memory 256M',
  },
  option: 'command',
  optionAlias: { es: ['comando'] },
  optionSummary: {
    en: 'The line, with or without its slash; type help to see all commands',
    es: 'La línea, con o sin la barra; escriba help para ver todos los comandos',
  },
} as const;
