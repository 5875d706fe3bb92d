import type { Capability } from '../../access/capability.ts';
import { UserError } from '../../errors.ts';
import { isVmName } from '../../vm/name.ts';
import type { Vm } from '../../vm/vm.ts';
import type { CommandContext } from '../context.ts';
import type { OptionKind } from '../option.ts';
import { didYouMean, nearest } from '../suggest.ts';

/**
 * A machine that exists and that the asker may do this to. One they may not even see is one that does not exist, so
 * that refusals tell nobody whose machines there are.
 */
export function vm({ needs }: { needs: Capability }): OptionKind<string, Vm> {
  return {
    placeholder: 'machine',
    example: 'web1',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (isVmName(value)) return { ok: true, value };
      return { ok: false, problem: { en: 'is no name of a machine', es: 'no es un nombre de máquina' } };
    },
    async resolve(name, context) {
      const found = await context.hypervisor.find(name);
      if (!found || !reaches(context, 'vm:read', found)) throw await unknownMachine(name, context, !found);
      if (!reaches(context, needs, found))
        throw needs === 'vm:password' ? onlyToItsOwner(found) : notYours(found);
      return found;
    },
    async complete(prefix, context) {
      const { vms } = await context.hypervisor.list();
      return vms
        .filter((one) => one.name.startsWith(prefix) && reaches(context, needs, one))
        .map((one) => ({ value: one.name }))
        .toSorted((a, b) => a.value.localeCompare(b.value, 'en', { numeric: true }));
    },
  };
}

/** Whether a capability of the asker reaches this machine. */
export function reaches(
  context: Pick<CommandContext, 'reachOf' | 'person'>,
  capability: Capability,
  vm: Pick<Vm, 'owner'>,
): boolean {
  const reach = context.reachOf(capability);
  return reach === 'any' || (reach === 'own' && vm.owner === context.person);
}

async function unknownMachine(name: string, context: CommandContext, isGone: boolean): Promise<UserError> {
  const { vms } = await context.hypervisor.list();
  const seen = vms.filter((one) => reaches(context, 'vm:read', one)).map((one) => one.name);
  return new UserError(
    'not-found',
    { en: `There is no machine called ${name}.`, es: `No hay ninguna máquina llamada ${name}.` },
    didYouMean(nearest(name, seen)) ?? {
      en: 'See which there are: /vm list',
      es: 'Vea cuáles hay: /vm list',
    },
    { isGone },
  );
}

/** Nobody can give this right to anybody else. */
function onlyToItsOwner(vm: Vm): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `${vm.name} belongs to ${vm.owner}; nobody else is told its password.`,
      es: `${vm.name} es de ${vm.owner}; a nadie más se le dice su contraseña.`,
    },
    { en: 'Ask its owner.', es: 'Pídasela a su dueño.' },
  );
}

function notYours(vm: Vm): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `${vm.name} belongs to ${vm.owner}; you may look at it, but not change it.`,
      es: `${vm.name} es de ${vm.owner}; puede verla, pero no cambiarla.`,
    },
    { en: 'Ask its owner or an administrator.', es: 'Pídaselo a su dueño o a un administrador.' },
  );
}
