import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';

/**
 * A name that an image has already.
 * @param option the one that the name comes from
 */
export function taken(id: string, option: string, hint: Text): UserError {
  return new UserError(
    'exists',
    { en: `There is already an image called ${id}.`, es: `Ya hay una imagen llamada ${id}.` },
    hint,
    { option },
  );
}
