import type { Text } from '../../src/base/text.ts';

/** What could not be done, without an end: the reason comes behind a colon. */
export const CANNOT = {
  askHost: { en: 'The host cannot be reached', es: 'No se puede consultar el anfitrión' },
  askMachine: { en: 'The machine cannot be queried', es: 'No se puede consultar la máquina' },
  findMachine: { en: 'The machine cannot be looked up', es: 'No se puede buscar la máquina' },
  listMachines: { en: 'The machines cannot be listed', es: 'No se pueden listar las máquinas' },
  watchMachines: { en: 'The machines cannot be watched', es: 'No se pueden vigilar las máquinas' },
  listImages: { en: 'The images cannot be listed', es: 'No se pueden listar las imágenes' },
  takeInImage: { en: 'The image cannot be stored', es: 'No se puede guardar la imagen' },
  readImage: { en: 'The image cannot be read', es: 'No se puede leer la imagen' },
  removeOldImages: { en: 'Old images cannot be removed', es: 'No se pueden borrar las imágenes viejas' },
  lookAtNetwork: { en: 'The network cannot be checked', es: 'No se puede examinar la red' },
  lookAtDisks: { en: 'The disks cannot be checked', es: 'No se pueden examinar los discos' },
} as const satisfies Record<string, Text>;

export function cannotRemoveImage(id: string): Text {
  return { en: `The image ${id} cannot be removed`, es: `No se puede borrar la imagen ${id}` };
}
