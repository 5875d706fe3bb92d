import { command } from '../../src/command/command.ts';
import { flag } from '../../src/command/kind/flag.ts';
import { named } from '../../src/command/option.ts';
import { vmCard } from '../../src/vm/card.ts';
import { startWork, theMachine } from '../../src/vm/start-work.ts';
import { vmData } from '../../src/vm/vm-data.ts';
import { ejectDisc } from '../../src/vm/work/disc.ts';
import { cdGroup } from './group.ts';

export const eject = command({
  path: ['cd', 'eject'],
  alias: { es: ['expulsar', 'sacar'] },
  within: cdGroup,
  summary: { en: 'Take the disc out of a machine’s drive', es: 'Sacar el disco de la unidad de una máquina' },
  examples: ['/cd eject web1', '/cd eject web1 --force'],
  needs: 'vm:control',
  answer: 'channel',
  options: {
    name: theMachine('vm:control'),
    force: named(flag(), {
      en: 'Even if its system has locked the disc',
      es: 'Aunque su sistema tenga bloqueado el disco',
      alias: { es: ['forzar'] },
    }),
  },
  run({ name: vm, force = false }) {
    if (typeof vm.disc === 'string') return startWork(ejectDisc, vm, { name: vm.name, force });
    const card = vmCard(vmData(vm));
    const text =
      vm.disc === null
        ? { en: `The drive of ${vm.name} is already empty.`, es: `La unidad de ${vm.name} ya está vacía.` }
        : { en: `${vm.name} has no drive.`, es: `${vm.name} no tiene unidad de CD.` };
    return {
      kind: 'say',
      view: { ...card, parts: [{ kind: 'text', text }, ...card.parts] },
      data: { vm: vmData(vm) },
    };
  },
});
