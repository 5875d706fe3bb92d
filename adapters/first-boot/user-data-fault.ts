import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';

const HINT: Text = {
  en: 'For example: --user-data "packages: [htop]". See cloud-init’s documentation for everything it supports.',
  es: 'Por ejemplo: --user-data "packages: [htop]". La documentación de cloud-init explica todo lo que admite.',
};

/** What is wrong with user data, and what to do instead. */
export function wrong({ en, es }: Text, hint: Text = HINT): UserError {
  const text = { en: `--user-data: ${en}`, es: `--user-data: ${es}` };
  return new UserError('bad-argument', text, hint, { option: 'user-data' });
}
