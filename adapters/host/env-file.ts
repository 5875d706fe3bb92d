import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import type { Text } from '../../src/base/text.ts';

/** Anybody but the owner: the group and all others may read, write or search (chmod(2)). */
const OTHERS = 0o077;

/**
 * Reads a file of settings into the environment, where there is one. What the environment has already stays.
 * @param warn hears what is wrong with the file, and what to do; labvm goes on
 */
export function readEnvFile(file: string, warn: (text: Text) => void): void {
  const facts = statSync(file, { throwIfNoEntry: false });
  if (!facts) return;
  if ((facts.mode & OTHERS) !== 0) warn(openToOthers(file, facts.mode));
  loadEnvFile(file);
}

function openToOthers(file: string, mode: number): Text {
  const octal = (mode & 0o777).toString(8).padStart(3, '0');
  const path = resolve(file);
  return {
    en: `Other users of this host can read ${path} (mode ${octal}), which holds tokens and secrets. Run: chmod 600 ${path}`,
    es: `Otros usuarios de este equipo pueden leer ${path} (modo ${octal}), que contiene tokens y secretos. Ejecute: chmod 600 ${path}`,
  };
}
