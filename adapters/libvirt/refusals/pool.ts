import type { Refusal } from './cause.ts';

/** The storage pool and what should be in it (libvirt 9.0: src/storage/storage_driver.c). */
export const POOL: readonly Refusal[] = [
  {
    words: /storage pool '([^']+)'(?: containing volume '[^']+')? is not active/i,
    cause: (pool = '') => ({
      kind: 'failed',
      why: {
        en: `the storage pool ${pool} is switched off`,
        es: `el almacén ${pool} está desactivado`,
      },
      remedy: {
        en: `An administrator can switch it on: virsh pool-start ${pool}`,
        es: `Un administrador puede activarlo: virsh pool-start ${pool}`,
      },
    }),
  },
  {
    words: /no storage pool with matching name '([^']+)'/i,
    cause: (pool = '') => ({
      kind: 'failed',
      why: { en: `the host has no storage pool ${pool}`, es: `el anfitrión no tiene el almacén ${pool}` },
      remedy: {
        en: 'An administrator can create it: bash scripts/setup.sh',
        es: 'Un administrador puede crearlo: bash scripts/setup.sh',
      },
    }),
  },
  {
    words: /no storage vol with matching (?:name|path|key) '?([^']+)/i,
    cause: (volume = '') => ({
      kind: 'not-found',
      why: {
        en: `the volume ${volume} is not in the storage pool`,
        es: `el volumen ${volume} no está en el almacén`,
      },
      remedy: {
        en: 'An administrator can restore it and refresh the pool: virsh pool-refresh labvm',
        es: 'Un administrador puede restaurarlo y actualizar el almacén: virsh pool-refresh labvm',
      },
    }),
  },
];
