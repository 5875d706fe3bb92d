import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when reading them out. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/**
 * A new id, short enough to be typed: 50 random bits. It is random and not counted, because a job's id names its
 * machine to the hypervisor, which outlives the database.
 */
export function newId(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
