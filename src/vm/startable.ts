import { UserError } from '../base/errors.ts';
import type { VmContext } from './context.ts';
import { remedyForDrive, type Startable, whyUnbootable } from './unbootable.ts';
import type { Vm } from './vm.ts';

/**
 * Refuses to switch on a machine that has nothing to start from: no disk, and no disc that its firmware can start.
 * What is not known refuses nothing.
 * @throws UserError
 */
export async function refuseUnstartable(vm: Vm, context: VmContext): Promise<void> {
  if (!startsFromDiscAlone(vm)) return;
  if (typeof vm.disc !== 'string') throw nothingToStart(vm);
  const disc = (await context.hypervisor.images()).find(({ id }) => id === vm.disc);
  if (disc) refuseDisc(vm, disc);
}

/**
 * Refuses a disc that a machine would have to start from and cannot.
 * @throws UserError
 */
export function refuseDisc(vm: Vm, disc: Startable): void {
  if (!vm.startsBy || !startsFromDiscAlone(vm)) return;
  const { firmware } = vm.startsBy;
  const reason = whyUnbootable(disc, firmware);
  if (reason) throw new UserError('unsupported', reason, remedyForDrive(disc, vm.name, firmware));
}

function startsFromDiscAlone({ startsBy }: Vm): boolean {
  return startsBy !== undefined && !startsBy.hasDisk;
}

function nothingToStart({ name }: Vm): UserError {
  return new UserError(
    'wrong-state',
    {
      en: `${name} has nothing to start from: no disk, and no disc in its drive.`,
      es: `${name} no tiene desde dónde arrancar: ni disco duro ni disco óptico en su unidad.`,
    },
    {
      en: `Insert a disc: /cd insert ${name}. To see which there are: /image list`,
      es: `Meta un disco: /cd insert ${name}. Para ver cuáles hay: /image list`,
    },
  );
}
