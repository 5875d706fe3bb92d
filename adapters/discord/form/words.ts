import type { Text } from '../../../src/base/text.ts';

export const CHOOSE: Text = { en: 'Choose', es: 'Elija' };
export const FOR_EXAMPLE: Text = { en: 'For example', es: 'Por ejemplo' };
