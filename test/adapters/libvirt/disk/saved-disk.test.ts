import { expect, it } from 'vitest';
import { volumeToSave } from '../../../../adapters/libvirt/disk/saved-disk.ts';
import type { OwnMachine } from '../../../../adapters/libvirt/machine/own-machine.ts';

it('a machine without a disk has its own remedy, which is not to ask for other hardware', () => {
  const machine = { domain: { name: 'web1' }, definition: { disks: [] } } as unknown as OwnMachine;
  expect(() => volumeToSave(machine, '/pool')).toThrow(
    expect.objectContaining({
      kind: 'unsupported',
      text: {
        en: 'web1 has no disk now: there is nothing to save.',
        es: 'web1 no tiene disco ahora: no hay nada que guardar.',
      },
      hint: {
        en: 'What it starts from is an image already (/image list); save a machine that has a disk.',
        es: 'Aquello de lo que arranca ya es una imagen (/image list); guarde una máquina que tenga disco.',
      },
    }),
  );
});
