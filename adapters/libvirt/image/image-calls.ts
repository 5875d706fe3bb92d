import { PortError } from '../../../src/base/port-error.ts';
import type { ImageStore } from '../../../src/image/port.ts';
import type { Drives } from '../../../src/vm/ports/drives.ts';
import type { Asking } from '../asking.ts';
import { CANNOT, cannotRemoveImage } from '../cannot.ts';
import type { Parts } from '../parts.ts';
import { reading } from '../session.ts';

/** What is asked of images and discs. */
export function imageCalls(
  { images, discs }: Parts,
  { read, inOrder, asItIsNow }: Asking,
): ImageStore & Drives {
  return {
    images: ({ signal } = {}) => read(CANNOT.listImages, signal, images.all),
    receiveImage: (id, { signal } = {}) => reading(CANNOT.takeInImage, () => images.receive(id), signal),
    unfinishedImages: ({ signal } = {}) => reading(CANNOT.listImages, images.unfinished, signal),
    readImage: (id, { signal } = {}) => reading(CANNOT.readImage, () => images.read(id, signal), signal),
    removeImage: (id, { signal } = {}) => read(cannotRemoveImage(id), signal, () => images.remove(id)),
    removeOldImages: ({ signal } = {}) => read(CANNOT.removeOldImages, signal, images.removeOld),
    saveImage: (ref, facts, o) =>
      inOrder(ref, o, async () => {
        const machine = await asItIsNow(ref);
        if (machine.condition.power !== 'off') throw notOff(machine.domain.name);
        await images.save(machine, facts, o?.signal);
      }),
    insertDisc: (ref, image, o) => inOrder(ref, o, async () => discs.insert(await asItIsNow(ref), image)),
    ejectDisc: (ref, force, o) => inOrder(ref, o, async () => discs.eject(await asItIsNow(ref), force)),
  };
}

function notOff(name: string): PortError {
  return new PortError(
    'wrong-state',
    {
      en: `${name} is on. Only a machine that is off can be saved.`,
      es: `${name} está encendida. Solo se puede guardar una máquina apagada.`,
    },
    { en: `Shut it down first: /vm stop ${name}`, es: `Apáguela antes: /vm stop ${name}` },
  );
}
