import { open } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../src/errors.ts';
import type { Text } from '../../src/text.ts';

/** The most that a seed takes, in bytes: EC2's limit is 16 KiB, and nobody writes more by hand. */
const MOST_BYTES = 65_536;

/** cloud-init takes a text for its configuration by this first line (cloud-init docs: user-data formats). */
const HEADER = '#cloud-config';

/** A word that can only be a path: of one line, and no YAML mapping. */
function isPath(given: string): boolean {
  return !given.includes('\n') && !/^[^:\s]+:(?:\s|$)/.test(given);
}

/** @throws UserError where the file cannot be read, or a path is given by somebody who is not at the host */
export async function readUserData(given: string, isAtTerminal: boolean): Promise<string> {
  if (!isPath(given)) return withoutFence(given);
  if (!isAtTerminal) {
    throw wrong({
      en: '--user-data: a path of the host is read only in its own terminal; here paste the YAML itself.',
      es: '--user-data: una ruta del anfitrión solo se lee en su propio terminal; aquí pegue el YAML mismo.',
    });
  }
  try {
    const file = await open(given, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw new Error('it is no regular file');
      if (facts.size > MOST_BYTES) throw tooLong(facts.size);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw wrong({
      en: `--user-data: the file ${given} cannot be read: ${why}`,
      es: `--user-data: no se puede leer el fichero ${given}: ${why}`,
    });
  }
}

/** The cloud-config, with its first line. @throws UserError saying where it is no such thing */
export function checkUserData(text: string): string {
  const size = Buffer.byteLength(text);
  if (size > MOST_BYTES) throw tooLong(size);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [fault] = document.errors;
  if (fault) {
    const line = fault.linePos?.[0].line ?? 1;
    const what = fault.message.split('\n')[0] ?? '';
    throw wrong({
      en: `--user-data: line ${line} is no YAML: ${what}`,
      es: `--user-data: la línea ${line} no es YAML: ${what}`,
    });
  }
  const content = contentOf(document);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw wrong({
      en: '--user-data: it must be a cloud-config: names with values, such as “packages: [htop]”.',
      es: '--user-data: debe ser un cloud-config: nombres con valores, como «packages: [htop]».',
    });
  }
  const ends = text.endsWith('\n') ? text : `${text}\n`;
  return ends.startsWith(HEADER) ? ends : `${HEADER}\n${ends}`;
}

/** The content, or nothing where aliases make more of it than anybody writes. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

/** What chats put around a pasted file. */
function withoutFence(text: string): string {
  return /^\s*```[a-z]*\n?([\s\S]*?)```\s*$/.exec(text)?.[1] ?? text;
}

function tooLong(size: number): UserError {
  return wrong({
    en: `--user-data: ${size} bytes are too many, ${MOST_BYTES} fit.`,
    es: `--user-data: ${size} bytes son demasiados, caben ${MOST_BYTES}.`,
  });
}

function wrong(text: Text): UserError {
  return new UserError(
    'bad-argument',
    text,
    {
      en: 'For example: --user-data "packages: [htop]". See cloud-init’s documentation for all it knows.',
      es: 'Por ejemplo: --user-data "packages: [htop]". La documentación de cloud-init dice todo lo que admite.',
    },
    { option: 'user-data' },
  );
}
