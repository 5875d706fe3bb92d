import type { Text } from '../../../src/base/text.ts';

export const CHOOSE: Text = { en: 'Choose', es: 'Elija' };
