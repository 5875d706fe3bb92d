import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { UserError } from '../../src/base/errors.ts';

/** Before what is sealed; the number is that of the way it is. */
const MARK = 'sealed:1:';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** What GCM takes and gives (NIST SP 800-38D, 5.2.1). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps a text so that the database, its write-ahead log and its copies do not tell it. */
export interface Seal {
  close(text: string): string;
  /** @throws UserError where it was closed with another secret */
  open(sealed: string): string;
}

/** @param secret of this installation; it is not in the database */
export function createSeal(secret: Buffer): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'user-data', KEY_BYTES));
  return {
    close(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      // Jobs of earlier versions hold it as it was given.
      if (!sealed.startsWith(MARK)) return sealed;
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (error) {
        throw otherSecret(error);
      }
    },
  };
}

function otherSecret(cause: unknown): UserError {
  return new UserError(
    'failed',
    {
      en: 'The cloud-config of this machine cannot be read: passwords.key is no longer the file that protected it.',
      es: 'No se puede leer el cloud-config de esta máquina: passwords.key ya no es el fichero que lo protegía.',
    },
    {
      en: 'Create the machine again, with its --user-data.',
      es: 'Cree la máquina otra vez, con su --user-data.',
    },
    { cause },
  );
}
