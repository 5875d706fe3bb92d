/** What begins a private key in the form of PEM (RFC 7468, 2), and all that follows it. */
const PRIVATE_KEY = /BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[\s\S]*/;
/** A name or a password before the host of an address (RFC 3986, 3.2.1). */
const USER_INFO = /\/\/[^\s/?#]*@/g;
/** A teacher's cloud-config may set passwords; it comes last, or in marks. */
const USER_DATA = /(--user-data[\s=])[\s\S]*/;

/** What is typed at a machine may be a password. */
const TYPED = /^(\s*\/?\S+\s+(?:type|escribir|teclear)\s+\S+\s)[\s\S]*/i;

/** A line as it may be kept: without what nobody but its writer should ever see. Takes time by its length alone. */
export function withoutSecrets(line: string): string {
  return line
    .replace(PRIVATE_KEY, 'BEGIN PRIVATE KEY …')
    .replace(USER_INFO, '//…@')
    .replace(USER_DATA, '$1…')
    .replace(TYPED, '$1…');
}
