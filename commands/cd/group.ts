import { group } from '../../src/command/group.ts';

export const cdGroup = group({
  path: ['cd'],
  alias: { es: ['disco'] },
  summary: {
    en: 'The disc in a machine’s drive: insert or eject it',
    es: 'El disco en la unidad de una máquina: meterlo o sacarlo',
  },
});
