import { group } from '../../src/command/group.ts';

export const imageGroup = group({
  path: ['image'],
  alias: { es: ['imagen'] },
  summary: {
    en: 'The systems that machines are created from: download, add, save and remove them',
    es: 'Los sistemas con los que se crean las máquinas: descargarlos, añadirlos, guardarlos y borrarlos',
  },
});
