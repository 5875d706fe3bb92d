import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { positional } from '../../src/command/option.ts';
import { addedImage } from '../../src/image/added.ts';
import type { ImageContext } from '../../src/image/context.ts';
import { findImage, type Image, mediumOf } from '../../src/image/image.ts';
import { imageName } from '../../src/image/name-option.ts';
import { taken } from '../../src/image/taken.ts';
import { saveImage } from '../../src/image/work/save.ts';
import { vm } from '../../src/vm/options/vm.ts';
import { startWork, wrongState } from '../../src/vm/start-work.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { imageGroup } from './group.ts';

export const save = command({
  path: ['image', 'save'],
  alias: { es: ['guardar'] },
  within: imageGroup,
  summary: {
    en: 'Create an image from a machine that is off',
    es: 'Crear una imagen a partir de una máquina apagada',
  },
  examples: ['/image save web1 lesson3'],
  needs: 'image:add',
  takes: 'image-work',
  answer: 'channel',
  options: {
    machine: positional(vm({ needs: 'vm:copy' }), {
      en: 'The machine',
      es: 'La máquina',
      alias: { es: ['máquina'] },
    }),
    name: positional(imageName(), {
      en: 'The image’s name',
      es: 'El nombre de la imagen',
      alias: { es: ['nombre'] },
    }),
  },
  async run({ machine, name }, context: ImageContext) {
    if (machine.power !== 'off') {
      throw wrongState(
        machine,
        { en: 'only a machine that is off can be saved', es: 'solo se puede guardar una máquina apagada' },
        { en: `Stop it: /vm stop ${machine.name}`, es: `Apáguela: /vm stop ${machine.name}` },
      );
    }
    if (machine.spec.diskGiB === 0) throw diskless(machine);
    const known = await context.catalogue.all();
    const here = await context.hypervisor.images();
    if (findImage(known, name) || here.some(({ id }) => id === name)) {
      throw taken(name, 'name', { en: 'Choose another name.', es: 'Elija otro nombre.' });
    }
    const image = savedImage(name, machine, findImage(known, machine.image));
    return startWork(saveImage, machine, { name: machine.name, image, at: context.now.toISOString() });
  },
});

/** As its own image, where that is still known; a system that was installed from a disc is a disk from now on. */
function savedImage(id: string, machine: Vm, from: Image | undefined): Image {
  // Everybody sees it: the machine's name stays with its owner.
  const title = `${id} (${machine.image})`;
  const added = addedImage({ id, source: { kind: 'given' }, kind: 'disk', title });
  const base = from ?? added;
  const { cpus, memoryMiB, diskGiB } = machine.spec;
  return {
    ...added,
    kind: from && mediumOf(from) === 'disk' ? from.kind : 'disk',
    summary: {
      en: `Saved from a machine created from ${machine.image}`,
      es: `Guardada a partir de una máquina creada con ${machine.image}`,
    },
    hardware: base.hardware,
    login: from && mediumOf(from) === 'disk' ? base.login : added.login,
    defaults: { cpus, memoryMiB, diskGiB },
    minMemoryMiB: Math.min(base.minMemoryMiB, memoryMiB),
    expectedBootSeconds: Math.max(base.expectedBootSeconds, added.expectedBootSeconds),
    ...(base.seedOnlyForKeys ? { seedOnlyForKeys: true } : {}),
    unverified: [],
  };
}

function diskless({ name }: Vm): UserError {
  return new UserError(
    'unsupported',
    {
      en: `${name} has no disk of its own, so there is nothing to save.`,
      es: `${name} no tiene disco propio, así que no hay nada que guardar.`,
    },
    {
      en: 'Give a live system a disk when you create it: --disk 10G',
      es: 'Añada un disco al sistema en vivo al crearlo: --disk 10G',
    },
  );
}
