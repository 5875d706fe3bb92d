import { group } from '../../src/command/group.ts';

export const hostGroup = group({
  path: ['host'],
  alias: { es: ['anfitrión'] },
  summary: {
    en: 'The host that the machines run on: what it gives, and whether it is well',
    es: 'El anfitrión en el que corren las máquinas: lo que ofrece y si está bien',
  },
});
