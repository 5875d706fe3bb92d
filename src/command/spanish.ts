/**
 * What Spanish speakers say for the words of commands: first the one that chats show, then others that are
 * understood as well. A machine is deleted and an image is removed; `borrar` says both.
 */
const COMMAND_WORDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  help: ['ayuda'],
  vm: ['máquina', 'mv'],
  image: ['imagen'],
  host: ['anfitrión'],
  job: ['trabajo'],
  create: ['crear'],
  list: ['listar', 'lista'],
  show: ['mostrar', 'ver'],
  start: ['arrancar', 'iniciar', 'encender'],
  stop: ['apagar', 'parar', 'detener'],
  restart: ['reiniciar'],
  kill: ['matar'],
  pause: ['pausar'],
  resume: ['reanudar'],
  delete: ['borrar', 'eliminar'],
  remove: ['borrar', 'eliminar'],
  log: ['registro'],
  status: ['estado'],
  doctor: ['diagnóstico'],
  cancel: ['cancelar'],
  cd: ['disco'],
  insert: ['insertar', 'meter'],
  eject: ['expulsar', 'sacar'],
  pull: ['descargar', 'bajar'],
  add: ['añadir', 'agregar'],
  save: ['guardar'],
  verify: ['verificar', 'comprobar'],
  prune: ['limpiar'],
  my: ['mis', 'mi'],
  key: ['claves', 'clave', 'tecla'],
  password: ['contraseña'],
  console: ['consola'],
  screenshot: ['captura', 'pantalla'],
  type: ['escribir', 'teclear'],
};

/** What chats with named fields call the options; typed lines know the English names only. */
const OPTION_WORDS: Readonly<Record<string, string>> = {
  all: 'todos',
  as: 'nombre',
  command: 'orden',
  count: 'cantidad',
  disk: 'disco',
  force: 'forzar',
  'force-after': 'forzar-tras',
  from: 'origen',
  image: 'imagen',
  job: 'trabajo',
  key: 'clave',
  keys: 'teclas',
  kind: 'tipo',
  layout: 'teclado',
  lines: 'líneas',
  machine: 'máquina',
  memory: 'memoria',
  name: 'nombre',
  nic: 'red',
  'no-enter': 'sin-entrar',
  renew: 'renovar',
  revoke: 'retirar',
  text: 'texto',
  unused: 'sin-uso',
  'user-data': 'cloud-config',
  what: 'acción',
};

/** English words by Spanish ones without their accents, which phones and hurried people leave out. */
const ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries(COMMAND_WORDS)
    .flatMap(([english, words]) => words.map((word) => [withoutAccents(word), english] as const))
    // Where a word says two things, the first one is meant: the later entry of a map wins.
    .toReversed(),
);

/** The command word that a Spanish word means, or the word itself. */
export function fromSpanish(word: string): string {
  return ENGLISH.get(withoutAccents(word)) ?? word;
}

/** The Spanish for a word of a command, as it is written; undefined where there is none. */
export function spanishCommandWord(word: string): string | undefined {
  return Object.hasOwn(COMMAND_WORDS, word) ? COMMAND_WORDS[word]?.[0] : undefined;
}

/** The Spanish for an option's name, as it is written; undefined where the English name serves. */
export function spanishOptionName(name: string): string | undefined {
  return Object.hasOwn(OPTION_WORDS, name) ? OPTION_WORDS[name] : undefined;
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{Mn}/gu, '');
}
