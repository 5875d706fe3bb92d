import type { Text } from '../../../src/base/text.ts';

export const YES: Text = { en: 'Yes', es: 'Sí' };
/** The same in both. */
export const NO = 'No';
export const CHOOSE: Text = { en: 'Choose', es: 'Elija' };
export const FOR_EXAMPLE: Text = { en: 'For example', es: 'Por ejemplo' };
