import type { Refusal } from './cause.ts';

/** Names and UUIDs that are taken (libvirt 9.0: src/conf/virdomainobjlist.c). */
export const NAMES: readonly Refusal[] = [
  {
    words: /domain '([^']+)' is already defined with uuid/,
    cause: (name = '') => ({
      kind: 'exists',
      why: {
        en: `the machine ${name} on this host has the same UUID`,
        es: `la máquina ${name} de este anfitrión tiene el mismo UUID`,
      },
      remedy: {
        en: `Try again: it will get another UUID. ${name} is left alone.`,
        es: `Inténtelo de nuevo: tendrá otro UUID. ${name} no se toca.`,
      },
    }),
  },
  {
    words: /domain '([^']+)' already exists with uuid|domain with name '([^']+)' already exists/,
    cause: (byUuid = '', byName = '') => ({
      kind: 'exists',
      why: {
        en: `there is already a machine called ${byUuid || byName} on this host`,
        es: `ya hay una máquina llamada ${byUuid || byName} en este anfitrión`,
      },
      remedy: { en: 'Choose another name.', es: 'Elija otro nombre.' },
    }),
  },
  {
    words: /domain '[^']+' is already (?:active|being started)|domain is already running/,
    cause: () => ({
      kind: 'wrong-state',
      why: { en: 'it is already on', es: 'ya está encendida' },
      remedy: { en: 'See its state: /vm list', es: 'Vea su estado: /vm list' },
    }),
  },
];
