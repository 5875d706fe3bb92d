import type { Capability } from '../../access/capability.ts';
import { UserError } from '../../base/errors.ts';
import type { Text } from '../../base/text.ts';
import type { OptionKind } from '../../command/option.ts';
import { didYouMean, nearest } from '../../command/suggest.ts';
import type { ImageContext, ImageReads } from '../../image/context.ts';
import { isVmName } from '../name.ts';
import { byName, ownFirst } from '../own-first.ts';
import type { Vm } from '../vm.ts';

/**
 * A machine that exists and that the asker may do this to. One they may not even see is one that does not exist, so
 * that refusals tell nobody whose machines there are.
 */
export function vm({ needs }: { needs: Capability }): OptionKind<string, Vm, ImageReads> {
  return {
    placeholder: 'machine',
    example: 'web1',
    type: 'string',
    parse(word) {
      const value = word.toLowerCase();
      if (isVmName(value)) return { ok: true, value };
      return { ok: false, problem: { en: 'is not a machine name', es: 'no es un nombre de máquina' } };
    },
    async resolve(name, context) {
      const found = await context.hypervisor.find(name);
      if (!found || !context.knowsOf('vm:read', found.owner))
        throw await unknownMachine(name, context, !found);
      if (context.reaches(needs, found.owner)) return found;
      if (!context.reaches('vm:read', found.owner)) throw notTheirs(found);
      throw needs === 'vm:password' ? onlyToItsOwner(found) : notYours(found);
    },
    async only(context) {
      const { vms } = await context.hypervisor.list();
      const [first, ...others] = vms.filter(({ owner }) => context.reaches(needs, owner));
      return first && others.length === 0 ? first.name : null;
    },
    async complete(prefix, context) {
      const { vms } = await context.hypervisor.list();
      return vms
        .filter((one) => one.name.startsWith(prefix) && context.reaches(needs, one.owner))
        .toSorted((a, b) => ownFirst(a, b, context) || byName(a.name, b.name))
        .map((one) => ({ value: one.name }));
    },
  };
}

async function unknownMachine(name: string, context: ImageContext, isGone: boolean): Promise<UserError> {
  const { vms } = await context.hypervisor.list();
  const seen = vms
    .filter((one) => context.reaches('vm:read', one.owner))
    .toSorted((a, b) => ownFirst(a, b, context))
    .map((one) => one.name);
  return new UserError(
    'not-found',
    { en: `There is no machine called ${name}.`, es: `No hay ninguna máquina llamada ${name}.` },
    didYouMean(nearest(name, seen)) ?? {
      en: 'See which machines there are: /vm list',
      es: 'Vea qué máquinas hay: /vm list',
    },
    { isGone },
  );
}

/** Nobody can give this right to anybody else. */
function onlyToItsOwner(vm: Vm): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `${vm.name} belongs to ${vm.owner}, and only its owner can see its password.`,
      es: `${vm.name} es de ${vm.owner}, y solo su dueño puede ver su contraseña.`,
    },
    { en: 'Ask its owner.', es: 'Pídasela a su dueño.' },
  );
}

const ASK_OWNER: Text = {
  en: 'Ask its owner or an administrator.',
  es: 'Pídaselo a su dueño o a un administrador.',
};

/** Whose it is now is not said: the card that was shown may be that of another one of this name. */
function notTheirs(vm: Vm): UserError {
  return new UserError(
    'not-allowed',
    { en: `${vm.name} is not yours.`, es: `${vm.name} no es suya.` },
    ASK_OWNER,
  );
}

function notYours(vm: Vm): UserError {
  return new UserError(
    'not-allowed',
    {
      en: `${vm.name} belongs to ${vm.owner}. You can see it, but not change it.`,
      es: `${vm.name} es de ${vm.owner}. Puede verla, pero no cambiarla.`,
    },
    ASK_OWNER,
  );
}
