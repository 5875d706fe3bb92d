import { type Document, Lexer, LineCounter, parseDocument } from 'yaml';
import type { Text } from '../../src/base/text.ts';
import { TOO_DEEP, tooDeepAt } from '../../src/base/yaml-depth.ts';
import { type DialectFault, faultOfContent, faultOfText } from './dialect.ts';
import { mangledAsMessage, otherContent, otherFormat } from './other-format.ts';
import { filledIn, TEMPLATE_HEADER, withoutTemplateHeader } from './template.ts';
import { wrong } from './user-data-fault.ts';

/** The most that a seed takes, in bytes: EC2's limit is 16 KiB, and nobody writes more by hand. */
const MOST_BYTES = 65_536;

/** cloud-init takes a text for its configuration by this first line (cloud-init docs: user-data formats). */
const HEADER = '#cloud-config';

/** More aliases in one list than anybody writes are one of those texts that unfold without end. */
const MOST_ALIASES = 100;

/**
 * The cloud-config as it is delivered: a teacher's own words, with the first line that cloud-init knows it by, without
 * a byte order mark, behind which it would not, and with the line ends of its own system.
 * @throws UserError saying where it is no such thing
 */
export function checkUserData(text: string): string {
  const given = withoutMark(text)
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*\n/, '');
  const other = otherFormat(given);
  if (other) throw other;
  const template = withoutTemplateHeader(given);
  const config = withHeader(template ?? given);
  const delivered = template === null ? config : `${TEMPLATE_HEADER}\n${config}`;
  const size = Buffer.byteLength(delivered);
  if (size > MOST_BYTES) throw tooLong(size);
  const mangled = mangledAsMessage(delivered);
  if (mangled) throw mangled;
  checkConfig(template === null ? config : filledIn(config), linesOf(given) - linesOf(config));
  return delivered;
}

/** @param shift how many lines of the given text stand before the config, less those that labvm put there */
function checkConfig(config: string, shift: number): void {
  const deep = tooDeepAt(new Lexer().lex(config));
  if (deep !== null) {
    const line = config.slice(0, deep).split('\n').length + shift;
    throw wrong({ en: `line ${line}: ${TOO_DEEP.en}.`, es: `línea ${line}: ${TOO_DEEP.es}.` });
  }
  const lineCounter = new LineCounter();
  const at = ({ offset, what }: DialectFault) =>
    wrong(onLine(lineCounter.linePos(offset).line + shift, what));
  // As cloud-init reads it: YAML 1.1 (PyYAML). What is pretty about an error takes long where there are thousands.
  const document = parseDocument(config, { lineCounter, version: '1.1', prettyErrors: false });
  const unread = faultOfText(config);
  if (unread) throw at(unread);
  const [fault] = document.errors;
  if (fault) {
    // The library counts the lines of what is delivered, and people those that they wrote.
    const what = fault.message.split('\n')[0] ?? '';
    const line = lineCounter.linePos(fault.pos[0]).line + shift;
    throw wrong(
      { en: `line ${line} is not YAML: “${what}”`, es: `la línea ${line} no es YAML: «${what}»` },
      config.trimEnd().split('\n').length === 2 ? FOLDED : undefined,
    );
  }
  const misread = faultOfContent(document);
  if (misread) throw at(misread);
  const content = contentOf(document);
  if (content === null || content === undefined) throw nothingInIt();
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw wrong({
      en: 'it must be a cloud-config: names with values, such as “packages: [htop]”.',
      es: 'debe ser un cloud-config: nombres con valores, como «packages: [htop]».',
    });
  }
  const other = otherContent(content);
  if (other) throw other;
}

/** @throws UserError where an alias names nothing, or aliases make more of it than anybody writes */
function contentOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError && /^Excessive/.test(error.message)) {
      throw wrong({
        en: `its aliases (*name) expand to more than ${MOST_ALIASES} copies: write the text out instead.`,
        es: `sus alias (*nombre) dan lugar a más de ${MOST_ALIASES} copias: escriba el texto completo.`,
      });
    }
    throw wrong({
      en: 'an alias (*name) has no anchor (&name).',
      es: 'un alias (*nombre) no tiene su ancla (&nombre).',
    });
  }
}

/** The first line exactly as every version of cloud-init knows it, and a line end at the end. */
function withHeader(text: string): string {
  const ends = text.endsWith('\n') ? text : `${text}\n`;
  return /^#cloud-config[ \t]*\n/.test(ends) ? ends : `${HEADER}\n${ends}`;
}

/** A byte order mark is no character of the text (Unicode, 23.8). */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff+/, '');
}

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function tooLong(size: number) {
  return wrong({
    en: `${size} bytes are too many, ${MOST_BYTES} fit.`,
    es: `${size} bytes son demasiados, caben ${MOST_BYTES}.`,
  });
}

function onLine(line: number, what: Text): Text {
  return { en: `line ${line} ${what.en}.`, es: `la línea ${line} ${what.es}.` };
}

const FOLDED: Text = {
  en: 'It arrived as a single line. Send it with its line breaks: in a code block, in the form of /vm create, or as {a: b}.',
  es: 'Ha llegado en una sola línea. Envíelo con sus saltos de línea: en un bloque de código, en el formulario de /vm create, o como {a: b}.',
};

function nothingInIt() {
  return wrong(
    {
      en: 'it contains only comments, and would do nothing.',
      es: 'solo contiene comentarios, y no haría nada.',
    },
    FOLDED,
  );
}
