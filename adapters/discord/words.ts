import type { Text } from '../../src/base/text.ts';

/** What Discord shows of a first word, of which each second word has a summary of its own. */
export const GROUP_SUMMARIES: Readonly<Record<string, Text>> = {
  vm: {
    en: 'Virtual machines: create them, start and stop them, see how they are',
    es: 'Máquinas virtuales: crearlas, arrancarlas y apagarlas, ver cómo están',
  },
  cd: {
    en: 'The disc in a machine’s drive: put it in, take it out',
    es: 'El disco en la unidad de una máquina: ponerlo, sacarlo',
  },
  image: {
    en: 'The systems that machines are made of: fetch, add, save and remove them',
    es: 'Los sistemas con los que se crean las máquinas: descargarlos, añadirlos, guardarlos y borrarlos',
  },
  host: {
    en: 'The host that the machines run on: what it gives, and whether it is well',
    es: 'El anfitrión en el que corren las máquinas: lo que ofrece y si está bien',
  },
  job: {
    en: 'The jobs that run or wait: list them, cancel them',
    es: 'Los trabajos en curso o en espera: listarlos, cancelarlos',
  },
  my: {
    en: 'What is yours alone, such as the keys that open your machines',
    es: 'Lo que es solo suyo, como las claves que abren sus máquinas',
  },
};

/** The command that takes any line, and its one option. */
export const ANY_LINE = {
  name: 'labvm',
  summary: {
    en: 'Any command, typed as in a terminal: vm create tiny web1 --memory 256M',
    es: 'Cualquier orden, escrita como en un terminal: vm create tiny web1 --memory 256M',
  },
  option: 'command',
  optionSummary: {
    en: 'The line, with or without its slash; help shows what can be said',
    es: 'La línea, con o sin la barra; help muestra qué se puede decir',
  },
} as const satisfies Record<string, string | Text>;

/** On forms. */
export const YES: Text = { en: 'Yes', es: 'Sí' };
/** The same in both. */
export const NO = 'No';
export const CHOOSE: Text = { en: 'Choose', es: 'Elija' };
export const FOR_EXAMPLE: Text = { en: 'For example', es: 'Por ejemplo' };
