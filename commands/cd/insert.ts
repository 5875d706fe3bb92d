import { UserError } from '../../src/base/errors.ts';
import { command } from '../../src/command/command.ts';
import { positional } from '../../src/command/option.ts';
import { image } from '../../src/image/option.ts';
import { notHere } from '../../src/image/work/keep.ts';
import type { VmContext } from '../../src/vm/context.ts';
import { startWork, theMachine, wrongState } from '../../src/vm/start-work.ts';
import { refuseDisc } from '../../src/vm/startable.ts';
import { insertDisc } from '../../src/vm/work/disc.ts';
import { cdGroup } from './group.ts';

export const insert = command({
  path: ['cd', 'insert'],
  alias: { es: ['insertar', 'meter'] },
  within: cdGroup,
  summary: { en: 'Put a disc into a machine’s drive', es: 'Meter un disco en la unidad de una máquina' },
  examples: ['/cd insert web1 slitaz'],
  needs: 'vm:control',
  answer: 'channel',
  options: {
    name: theMachine('vm:control'),
    image: positional(image(), { en: 'The disc', es: 'El disco', alias: { es: ['imagen'] } }),
  },
  async run({ name: vm, image: { id } }, context: VmContext) {
    const here = (await context.hypervisor.images()).find((found) => found.id === id);
    if (!here) throw notHere(id);
    if (here.format !== 'iso') throw noDisc(id);
    if (vm.disc === undefined && vm.power !== 'off') {
      throw wrongState(
        vm,
        {
          en: 'it has no drive, and one can only be added while it is off',
          es: 'no tiene unidad de CD, y solo se le puede añadir estando apagada',
        },
        { en: `Stop it: /vm stop ${vm.name}`, es: `Apáguela: /vm stop ${vm.name}` },
      );
    }
    if (vm.power === 'off') refuseDisc(vm, here);
    return startWork(insertDisc, vm, { name: vm.name, image: id });
  },
});

function noDisc(id: string): UserError {
  return new UserError(
    'bad-argument',
    {
      en: `${id} is a disk, not a disc, so it does not fit into a drive.`,
      es: `${id} es un disco duro, no uno óptico, así que no cabe en una unidad de CD.`,
    },
    {
      en: 'To see which images are discs: /image show',
      es: 'Para ver cuáles son discos ópticos: /image show',
    },
    { option: 'image' },
  );
}
