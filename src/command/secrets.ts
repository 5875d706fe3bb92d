import { withoutPrivateKey } from '../access/private-key.ts';

/** A line of a key that a terminal took for a command of its own, where several were pasted. */
const LINE_OF_KEY = /^\s*[A-Za-z0-9+/]{16,}={0,2}\s*$/;
/** A name or a password before the host of an address (RFC 3986, 3.2.1). */
const USER_INFO = /\/\/[^\s/?#]*@/g;
/** A teacher's cloud-config may set passwords; it comes last, or in marks. Phones make other dashes of `--`. */
const USER_DATA = /([-\u2010-\u2015\u2212]user-data["'”’»`]*[\s=])[\s\S]*/i;

const MARKS = '["\'“”„«»‘’`]*';
/** What is typed at a machine may be a password. Before the command stand what calls labvm and its formatting. */
const TYPED = new RegExp(
  `^(\\s*(?:\\S+\\s+){1,4}?${MARKS}(?:type|escribir|teclear)${MARKS}\\s+\\S+\\s)[\\s\\S]*`,
  'i',
);

/** What splits a word, and is seen by nobody: commands are understood in spite of it. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}]/gu;

/** A line as it may be kept: without what nobody but its writer should ever see. Takes time by its length alone. */
export function withoutSecrets(line: string): string {
  return withoutPrivateKey(line.replace(INVISIBLE, ''))
    .replace(LINE_OF_KEY, '…')
    .replace(USER_INFO, '//…@')
    .replace(USER_DATA, '$1…')
    .replace(TYPED, '$1…');
}
