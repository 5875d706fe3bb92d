import { group } from '../../src/command/group.ts';

export const hostGroup = group({
  path: ['host'],
  alias: { es: ['anfitrión'] },
  summary: {
    en: 'The host that the machines run on: what it offers, and whether it is healthy',
    es: 'El anfitrión en el que funcionan las máquinas: lo que ofrece y si está bien',
  },
});
