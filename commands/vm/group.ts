import { group } from '../../src/command/group.ts';

export const vmGroup = group({
  path: ['vm'],
  alias: { es: ['máquina', 'mv'] },
  summary: {
    en: 'Virtual machines: create, start and stop them, and see how they are',
    es: 'Máquinas virtuales: crearlas, arrancarlas y apagarlas, ver cómo están',
  },
});
