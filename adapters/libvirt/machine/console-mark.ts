import { attribute, child, type Xml } from '../xml.ts';
import { START_NAMESPACE } from './metadata.ts';

/** Where in the log of a machine's console its last start begins: a log goes on through all of its starts. */
export interface ConsoleStart {
  /** The inode of the file, as virtlogd may have put it aside since; null: not known. */
  readonly file: number | null;
  /** How many bytes were in it. */
  readonly bytes: number;
}

/** Reads the mark in a domain's description; null: there is none. */
export function readConsoleStart(domain: Xml): ConsoleStart | null {
  const mark = child(child(domain, 'metadata'), 'labvm-start:start');
  if (attribute(mark, 'xmlns:labvm-start') !== START_NAMESPACE) return null;
  const [bytes, file] = [Number(attribute(mark, 'bytes')), Number(attribute(mark, 'file'))];
  if (!Number.isSafeInteger(bytes) || bytes < 0) return null;
  return { bytes, file: Number.isSafeInteger(file) && file > 0 ? file : null };
}
