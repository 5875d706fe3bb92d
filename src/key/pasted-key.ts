/** A public key as it was taken out of a file of another form. */
export interface PastedKey {
  /** As it would stand in a file of OpenSSH's; what is wrong with it is found there. */
  readonly line: string;
  /** The private key came along. */
  readonly isExposed: boolean;
}

/** RFC 4716, 3.2; PuTTYgen's “Save public key” writes it. Phones make one long dash of several. */
const SSH2 =
  /[-\u2010-\u2015\u2212]+\s*BEGIN SSH2 PUBLIC KEY\s*[-\u2010-\u2015\u2212]+([\s\S]*?)[-\u2010-\u2015\u2212]+\s*END SSH2 PUBLIC KEY/i;
/** PuTTY's own file, versions 2 and 3 (PuTTY's manual, appendix C). */
const PUTTY =
  /PuTTY-User-Key-File-[23]\s*:\s*(\S+)\s+Encryption\s*:\s*\S+\s+Comment\s*:([\s\S]*?)\sPublic-Lines\s*:\s*(\d{1,3})\s([\s\S]*)/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Each key begins with the length of its type's name, which is short: three bytes of zero (RFC 4251, 5). */
const BEGINNING = /^AAAA[A-Za-z0-9+/]/;

/** Reads a public key out of SSH.com's or PuTTY's form, with its lines or folded into one; null where it is neither. */
export function pastedKey(text: string): PastedKey | null {
  const putty = PUTTY.exec(text);
  if (putty) {
    const [, type = '', comment = '', lines, body = ''] = putty;
    const data = body.split(/\s+/).filter(Boolean).slice(0, Number(lines)).join('');
    return { line: lineOf(type, data, comment), isExposed: /Private-Lines\s*:/i.test(body) };
  }
  const block = SSH2.exec(text)?.[1];
  return block === undefined ? null : { line: lineOfBlock(block), isExposed: false };
}

/** Headers come first, as many as there are (RFC 4716, 3.3); what follows the last of them is the key. */
function lineOfBlock(block: string): string {
  const words = block.split(/\s+/).filter(Boolean);
  const from = words.findIndex(
    (word, place) => BEGINNING.test(word) && words.slice(place).every((one) => BASE64.test(one)),
  );
  if (from < 0) return '';
  const data = words.slice(from).join('');
  return lineOf(typeInside(data), data, commentOf(words.slice(0, from)));
}

/** A header goes on behind a backslash at the end of its line, and may be quoted (RFC 4716, 3.3.2). */
function commentOf(words: readonly string[]): string {
  const header = words.filter((word) => word !== '\\').join(' ');
  const [, comment = ''] = /(?:^|\s)Comment:\s*(.*?)(?=\s[\w-]+:\s|$)/i.exec(header) ?? [];
  return comment.replace(/^"([\s\S]*)"$/, '$1');
}

/** The type that a key says of itself; this form names it nowhere else. */
function typeInside(data: string): string {
  const bytes = Buffer.from(data, 'base64');
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  return bytes.subarray(4, 4 + length).toString('latin1');
}

function lineOf(type: string, data: string, comment: string): string {
  return `${type} ${data} ${comment}`.trim();
}
