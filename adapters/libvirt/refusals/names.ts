import type { Refusal } from './cause.ts';

/** Names and UUIDs that are taken (libvirt 9.0: src/conf/virdomainobjlist.c). */
export const NAMES: readonly Refusal[] = [
  {
    words: /domain '([^']+)' is already defined with uuid/,
    cause: (name = '') => ({
      kind: 'exists',
      why: {
        en: `the machine ${name} on this host has its UUID`,
        es: `la máquina ${name} de este anfitrión tiene su UUID`,
      },
      remedy: {
        en: `Ask for it again: it gets another UUID. ${name} stays as it is.`,
        es: `Pídala otra vez: tendrá otro UUID. ${name} se queda como está.`,
      },
    }),
  },
  {
    words: /domain '([^']+)' already exists with uuid|domain with name '([^']+)' already exists/,
    cause: (byUuid = '', byName = '') => ({
      kind: 'exists',
      why: {
        en: `there is a machine ${byUuid || byName} on this host already`,
        es: `ya hay una máquina ${byUuid || byName} en este anfitrión`,
      },
      remedy: { en: 'Choose another name.', es: 'Elija otro nombre.' },
    }),
  },
  {
    words: /domain '[^']+' is already (?:active|being started)|domain is already running/,
    cause: () => ({
      kind: 'wrong-state',
      why: { en: 'it is on already', es: 'ya está encendida' },
      remedy: { en: 'See how it is: /vm list', es: 'Vea cómo está: /vm list' },
    }),
  },
];
