import { group } from '../../src/command/group.ts';

export const jobGroup = group({
  path: ['job'],
  alias: { es: ['trabajo'] },
  summary: {
    en: 'Running and waiting jobs: list or cancel them',
    es: 'Los trabajos en curso o en espera: listarlos o cancelarlos',
  },
});
