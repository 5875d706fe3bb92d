import { readFile } from 'node:fs/promises';
import type { Text } from '../../src/base/text.ts';

/** What `--help` says. */
export const USAGE: Text = {
  en: `labvm: the control desk of a lab of virtual machines

  npm start                            a prompt
  npm start -- '/vm list'              one command, and its answer
  npm start -- --json '/vm list'       one command, and its answer as one JSON object
  npm start -- --serve                 as a service, until SIGTERM
  npm start -- --backup <file>         a copy of the database (docs/backup.md)
  printf '/vm list\\n' | npm start      one command a line

Commands: npm start -- /help`,
  es: `labvm: la mesa de control de un laboratorio de máquinas virtuales

  npm start                            un prompt
  npm start -- '/vm list'              un comando y su respuesta
  npm start -- --json '/vm list'       un comando y su respuesta como objeto JSON
  npm start -- --serve                 como servicio, hasta SIGTERM
  npm start -- --backup <fichero>      una copia de la base de datos (docs/backup.md)
  printf '/vm list\\n' | npm start      un comando por línea

Comandos: npm start -- /help`,
};

/** The version of this clone. */
export async function version(): Promise<string> {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
