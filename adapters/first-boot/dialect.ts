import { CST, type Document, isCollection, Lexer, visit } from 'yaml';
import type { Text } from '../../src/base/text.ts';

/** What cloud-init's reader refuses though it is YAML, by the character at which it stands. */
export interface DialectFault {
  readonly offset: number;
  readonly what: Text;
}

/** What PyYAML takes for no text (`Reader.NON_PRINTABLE`), and what it alone takes for a line's end. */
const UNREADABLE = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Differences of a text's characters and blanks. PyYAML knows a tab only in quotes, in blocks and in comments. */
export function faultOfText(text: string): DialectFault | null {
  const unreadable = UNREADABLE.exec(text);
  if (unreadable) return { offset: unreadable.index, what: noCharacter(unreadable[0]) };
  let offset = 0;
  let isBlock = false;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    const isScalar = before === CST.SCALAR;
    before = token;
    // Marks of the lexer's own stand for nothing in the text.
    if (MARKS.has(token)) continue;
    const type = isScalar ? 'scalar' : CST.tokenType(token);
    if ((type === 'space' || (isScalar && !isBlock)) && token.includes('\t'))
      return { offset: offset + token.indexOf('\t'), what: TAB };
    if (isScalar || type === 'block-scalar-header') isBlock = !isScalar;
    offset += token.length;
  }
  return null;
}

const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Differences of what is said: PyYAML makes nothing of other tags, of lists as names, of a lone `=`, of no date. */
export function faultOfContent(document: Document.Parsed): DialectFault | null {
  const [warning] = document.warnings;
  if (warning) return { offset: warning.pos[0], what: TAG };
  let fault: DialectFault | null = null;
  visit(document, {
    Pair(_, { key }) {
      if (!isCollection(key)) return undefined;
      fault = { offset: key.range?.[0] ?? 0, what: NAME };
      return visit.BREAK;
    },
    Scalar(place, node) {
      const what = node.type === 'PLAIN' ? unread(node.source ?? '', place === 'key') : null;
      if (!what) return undefined;
      fault = { offset: node.range?.[0] ?? 0, what };
      return visit.BREAK;
    },
  });
  return fault;
}

function unread(plain: string, isName: boolean): Text | null {
  if (plain === '=' || (plain === '<<' && !isName)) return UNQUOTED;
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]|$)/.exec(plain) ?? [];
  if (year === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1 ? null : NO_DATE;
}

function noCharacter(character: string): Text {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    en: `contains a character that cloud-init cannot read (${code}): remove it`,
    es: `contiene un carácter que cloud-init no sabe leer (${code}): quítelo`,
  };
}

const TAB: Text = {
  en: 'contains a tab, which cloud-init does not accept there: use spaces',
  es: 'contiene un tabulador, que cloud-init no admite ahí: use espacios',
};
const TAG: Text = {
  en: 'contains a tag that cloud-init does not know: remove the word with “!”',
  es: 'contiene una etiqueta que cloud-init no conoce: quite la palabra con «!»',
};
const NAME: Text = {
  en: 'has braces or brackets where a name belongs: quote them; a template begins with “## template: jinja”',
  es: 'tiene llaves o corchetes donde va un nombre: entrecomíllelos; una plantilla empieza por «## template: jinja»',
};
const NO_DATE: Text = {
  en: 'contains an impossible date: quote it',
  es: 'contiene una fecha imposible: entrecomíllela',
};
const UNQUOTED: Text = {
  en: 'has “=” or “<<” on its own, which cloud-init does not accept: quote it',
  es: 'tiene «=» o «<<» sin más, que cloud-init no admite: entrecomíllelo',
};
