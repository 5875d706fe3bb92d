import { BACKSLASH, GRAVE, ROWS } from './codes.ts';
import { layoutOf } from './layout.ts';

/** The keyboard that an installed system has unless somebody said otherwise. */
export const US = layoutOf([
  { first: GRAVE, plain: '`', shift: '~' },
  { first: ROWS.digits, plain: '1234567890-=', shift: '!@#$%^&*()_+' },
  { first: ROWS.top, plain: 'qwertyuiop[]', shift: 'QWERTYUIOP{}' },
  { first: ROWS.home, plain: "asdfghjkl;'", shift: 'ASDFGHJKL:"' },
  { first: BACKSLASH, plain: '\\', shift: '|' },
  { first: ROWS.bottom, plain: 'zxcvbnm,./', shift: 'ZXCVBNM<>?' },
]);
