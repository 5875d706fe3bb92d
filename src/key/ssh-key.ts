import { createHash } from 'node:crypto';
import { withoutPrivateKey } from '../access/private-key.ts';
import { withoutCode } from '../base/code.ts';
import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { pastedKey } from './pasted-key.ts';

/** A person's public SSH key. */
export interface SshKey {
  readonly type: string;
  /** The key itself, in base64. */
  readonly data: string;
  /** What its owner called it; may be empty. */
  readonly comment: string;
}

/** People's public keys, which open the machines that they make. */
export interface KeyStore {
  /** Oldest first. */
  of(person: string): Promise<readonly SshKey[]>;
  /** @returns `known` if the person had it already, `full` where no more than they have may be had */
  add(person: string, key: SshKey, at: Date): Promise<'added' | 'known' | 'full'>;
  /** @returns false if the person had it not */
  remove(person: string, key: SshKey): Promise<boolean>;
}

/** The most keys of one person. */
export const MOST_KEYS = 10;

export function tooManyKeys(): UserError {
  return new UserError(
    'over-limit',
    {
      en: `You have ${MOST_KEYS} keys, which is the limit.`,
      es: `Tiene ${MOST_KEYS} claves, que es el límite.`,
    },
    { en: 'Remove one first: /my key remove 1', es: 'Borre antes una: /my key remove 1' },
  );
}

/**
 * Kinds of keys that today's OpenSSH takes (sshd(8), authorized_keys), and of how many parts each is made
 * (RFC 4253, 6.6; RFC 5656, 3.1; RFC 8709, 4; OpenSSH's PROTOCOL.u2f). DSA is refused by it.
 */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['ssh-ed25519', 2],
  ['ssh-rsa', 3],
  ['ecdsa-sha2-nistp256', 3],
  ['ecdsa-sha2-nistp384', 3],
  ['ecdsa-sha2-nistp521', 3],
  ['sk-ssh-ed25519@openssh.com', 3],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 4],
]);

/** A key of RSA with 16384 bits; nobody has a longer one. */
const MOST_DATA = 3000;
const LEAST_RSA_BITS = 2048;
const MOST_COMMENT = 80;

export type ParsedKey =
  /** `isExposed`: the private key came along, and has been seen by the chat. */
  | { readonly ok: true; readonly key: SshKey; readonly isExposed?: true }
  | { readonly ok: false; readonly problem: Text };

/**
 * Reads a line of `id_ed25519.pub`, or the public key in a file of PuTTY's or SSH.com's; as code or not, with its
 * line ends or without.
 */
export function parseSshKey(given: string): ParsedKey {
  const text = withoutCode(given).trim();
  const pasted = pastedKey(text);
  if (!pasted) return parseLine(text);
  const parsed = parseLine(pasted.line);
  if (!parsed.ok && pasted.isExposed) return refuse(PRIVATE);
  return parsed.ok && pasted.isExposed ? { ...parsed, isExposed: true } : parsed;
}

function parseLine(text: string): ParsedKey {
  if (isPrivate(text)) return refuse(PRIVATE);
  if (/BEGIN (?:RSA )?PUBLIC KEY/i.test(text)) return refuse(PEM);
  if (/BEGIN SSH2 PUBLIC KEY|^PuTTY-User-Key-File/i.test(text)) return refuse(WITHOUT_LINES);
  if (text === '') return refuse(NO_KEY);
  const [type = '', data = '', ...rest] = text.split(/\s+/);
  if (!PARTS.has(type) || data === '' || data.length > MOST_DATA) return refuse(NO_KEY);
  const bytes = Buffer.from(data, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === data.replace(/=+$/, '');
  const parts = partsOf(bytes);
  const isWhole = isBase64 && parts?.length === PARTS.get(type);
  if (!parts || !isWhole || parts[0]?.toString('latin1') !== type) return refuse(CUT_OFF);
  if (type === 'ssh-rsa' && bitsOf(parts[2]) < LEAST_RSA_BITS) return refuse(WEAK);
  // What stands in a seed is one line of printable characters.
  const comment = rest
    .join(' ')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, MOST_COMMENT)
    .trimEnd();
  return { ok: true, key: { type, data, comment } };
}

/** PEM of any kind, OpenSSH's without its first line, and what is left of PuTTY's. */
function isPrivate(text: string): boolean {
  return withoutPrivateKey(text) !== text || /PRIVATE KEY/i.test(text);
}

/** As it stands in a file of keys. */
export function lineOfKey({ type, data, comment }: SshKey): string {
  return [type, data, comment].filter((part) => part !== '').join(' ');
}

/** As `ssh-keygen -l` shows it. */
export function fingerprintOf({ data }: Pick<SshKey, 'data'>): string {
  const digest = createHash('sha256').update(Buffer.from(data, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** The parts of a key, of which the first is its type again; null where one of them is not whole. */
function partsOf(bytes: Buffer): readonly Buffer[] | null {
  const parts: Buffer[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const part = stringAt(bytes, offset);
    if (!part) return null;
    parts.push(part);
    offset += 4 + part.length;
  }
  return parts;
}

function stringAt(bytes: Buffer, offset: number): Buffer | null {
  if (bytes.length < offset + 4) return null;
  const length = bytes.readUInt32BE(offset);
  const end = offset + 4 + length;
  return end <= bytes.length ? bytes.subarray(offset + 4, end) : null;
}

/** The length of a positive number, without the byte that says so. */
function bitsOf(number: Buffer = Buffer.alloc(0)): number {
  const [first = 0] = number;
  return first === 0 ? (number.length - 1) * 8 : number.length * 8;
}

function refuse(problem: Text): ParsedKey {
  return { ok: false, problem };
}

const PRIVATE: Text = {
  en: 'is a private key, which only you should ever see: consider it compromised, make a new one (ssh-keygen), and give its .pub file',
  es: 'es una clave privada, que solo usted debe ver: dela por perdida, cree otra (ssh-keygen) y dé su fichero .pub',
};
/** OpenSSL's form of a public key, which no server's file of keys takes. */
const PEM: Text = {
  en: 'is a public key in OpenSSL’s format (PEM), not SSH’s: convert it with ssh-keygen -i -m PKCS8 -f key.pem, and give the line it prints',
  es: 'es una clave pública en el formato de OpenSSL (PEM), no en el de SSH: conviértala con ssh-keygen -i -m PKCS8 -f clave.pem y dé la línea que muestra',
};
const WITHOUT_LINES: Text = {
  en: 'is missing some of its lines: copy the single line that PuTTYgen shows under “Public key for pasting into OpenSSH authorized_keys file”',
  es: 'está incompleta: copie la única línea que PuTTYgen muestra en «Public key for pasting into OpenSSH authorized_keys file»',
};
const NO_KEY: Text = {
  en: 'is not a public SSH key: those begin with ssh-ed25519, ssh-rsa or ecdsa-sha2-…, as in the file id_ed25519.pub',
  es: 'no es una clave SSH pública: estas empiezan por ssh-ed25519, ssh-rsa o ecdsa-sha2-…, como en el fichero id_ed25519.pub',
};
const CUT_OFF: Text = {
  en: 'is incomplete or altered: copy the whole line of the .pub file',
  es: 'está incompleta o alterada: copie toda la línea del fichero .pub',
};
const WEAK: Text = {
  en: `is an RSA key of less than ${LEAST_RSA_BITS} bits, which servers refuse: make a new one, ssh-keygen -t ed25519`,
  es: `es una clave RSA de menos de ${LEAST_RSA_BITS} bits, que los servidores rechazan: cree otra, ssh-keygen -t ed25519`,
};
