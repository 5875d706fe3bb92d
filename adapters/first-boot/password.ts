import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash } from 'bcryptjs';

/** The passwords of machines. */
export interface Passwords {
  of(requestId: string): Promise<string>;
  /** As a system stores it, in the form of crypt(5)'s `$2y$`. */
  hashOf(requestId: string): Promise<string>;
}

const SECRET_BYTES = 32;

/** Letters and digits that nobody takes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four: 79 bits. */
const GROUPS = 4;
const GROUP_LETTERS = 4;

/** bcrypt's cost: about 0.1 s for whoever tries one. */
const COST = 10;

/**
 * Each machine's password is derived from a secret of this installation and the machine's request, so that it is
 * stored nowhere and the same when a step is repeated.
 */
export function createPasswords(secret: () => Promise<Buffer>): Passwords {
  const of = async (requestId: string): Promise<string> => {
    const bytes = createHmac('sha512', await secret())
      .update(`password\0${requestId}`)
      .digest();
    const letters = [...bytes].flatMap(letterOf).slice(0, GROUPS * GROUP_LETTERS);
    return Array.from({ length: GROUPS }, (_, group) =>
      letters.slice(group * GROUP_LETTERS, (group + 1) * GROUP_LETTERS).join(''),
    ).join('-');
  };

  return {
    of,
    async hashOf(requestId) {
      // cloud-init knows bcrypt by `$2a$` and `$2y$` only (cc_set_passwords); `$2b$` is the same as `$2y$`.
      return (await hash(await of(requestId), COST)).replace(/^\$2b\$/, '$2y$');
    },
  };
}

/** A letter for a byte, or none for those that would make some letters more likely than others. */
function letterOf(byte: number): readonly string[] {
  const most = 256 - (256 % ALPHABET.length);
  return byte < most ? [ALPHABET[byte % ALPHABET.length] ?? ''] : [];
}

/** The secret of this installation, in its data directory; it is read, and where there is none made, when it is needed. */
export function installationSecret(dataDir: string): () => Promise<Buffer> {
  let secret: Promise<Buffer> | null = null;
  return () => {
    secret ??= secretIn(join(dataDir, 'passwords.key'));
    return secret;
  };
}

/** The secret in its file, which is made once, also when several ask at the same moment, in one process or in two. */
async function secretIn(file: string): Promise<Buffer> {
  const known = await readSecret(file);
  if (known) return known;
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(own, randomBytes(SECRET_BYTES), { mode: 0o600 });
    await link(own, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(own, { force: true });
  }
  const made = await readSecret(file);
  if (!made)
    throw new Error(
      `${file} holds no secret of ${SECRET_BYTES} bytes: remove it, and labvm makes another one.`,
    );
  return made;
}

async function readSecret(file: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(file);
    return bytes.length === SECRET_BYTES ? bytes : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
