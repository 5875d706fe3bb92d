import { group } from '../../src/command/group.ts';

export const myGroup = group({
  path: ['my'],
  alias: { es: ['mis', 'mi'] },
  summary: {
    en: 'Things that are yours alone, such as the keys that open your machines',
    es: 'Lo que es solo suyo, como las claves que abren sus máquinas',
  },
});
