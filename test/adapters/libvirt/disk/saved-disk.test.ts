import { expect, it } from 'vitest';
import { volumeToSave } from '../../../../adapters/libvirt/disk/saved-disk.ts';
import type { OwnMachine } from '../../../../adapters/libvirt/machine/own-machine.ts';

it('a machine without a disk has its own remedy, which is not to ask for other hardware', () => {
  const machine = { domain: { name: 'web1' }, definition: { disks: [] } } as unknown as OwnMachine;
  expect(() => volumeToSave(machine, '/pool')).toThrow(
    expect.objectContaining({
      kind: 'unsupported',
      text: {
        en: 'web1 has no disk, so there is nothing to save.',
        es: 'web1 no tiene disco, así que no hay nada que guardar.',
      },
      hint: {
        en: 'It starts from something that is already an image (/image list). Save a machine that has a disk.',
        es: 'Arranca de algo que ya es una imagen (/image list). Guarde una máquina que tenga disco.',
      },
    }),
  );
});
