import { group } from '../../src/command/group.ts';

export const jobGroup = group({
  path: ['job'],
  alias: { es: ['trabajo'] },
  summary: {
    en: 'The jobs that run or wait: list them, cancel them',
    es: 'Los trabajos en curso o en espera: listarlos, cancelarlos',
  },
});
