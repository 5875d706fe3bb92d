import { group } from '../../src/command/group.ts';

export const vmGroup = group({
  path: ['vm'],
  alias: { es: ['máquina', 'mv'] },
  summary: {
    en: 'Virtual machines: create them, start and stop them, see how they are',
    es: 'Máquinas virtuales: crearlas, arrancarlas y apagarlas, ver cómo están',
  },
});
