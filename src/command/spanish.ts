/** What Spanish speakers type for the words of commands; help and completion show the words themselves. */
const WORDS: Readonly<Record<string, string>> = {
  ayuda: 'help',
  maquina: 'vm',
  mv: 'vm',
  imagen: 'image',
  anfitrion: 'host',
  trabajo: 'job',
  crear: 'create',
  listar: 'list',
  lista: 'list',
  ver: 'show',
  mostrar: 'show',
  arrancar: 'start',
  iniciar: 'start',
  encender: 'start',
  parar: 'stop',
  detener: 'stop',
  apagar: 'stop',
  reiniciar: 'restart',
  matar: 'kill',
  pausar: 'pause',
  reanudar: 'resume',
  borrar: 'delete',
  eliminar: 'delete',
  registro: 'log',
  estado: 'status',
  diagnostico: 'doctor',
  cancelar: 'cancel',
};

/** The command word that a Spanish word means, or the word itself. */
export function fromSpanish(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{Mn}/gu, '');
  return Object.hasOwn(WORDS, plain) ? (WORDS[plain] ?? word) : word;
}
