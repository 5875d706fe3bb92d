import { UserError } from '../../base/errors.ts';
import type { Vm } from '../vm.ts';
import type { WorkTools } from './tools.ts';

/** The machine that a job works on, by the name under which it was asked for. */
export type TargetInput = {
  readonly name: string;
  /** The request that made it: another machine of the same name is not meant. Left out in jobs of earlier versions. */
  readonly requestId?: string;
};

/** Whether a machine of that name is the one that was meant, and not one that was made since. */
export function isMeant({ requestId }: TargetInput, vm: Pick<Vm, 'requestId'>): boolean {
  return requestId === undefined || requestId === vm.requestId;
}

/**
 * Looks the machine up again: it may have changed, or gone, since the job was asked for.
 * @throws UserError if it is gone
 */
export async function target(
  input: TargetInput,
  { hypervisor, signal }: Pick<WorkTools, 'hypervisor' | 'signal'>,
): Promise<Vm> {
  const vm = await hypervisor.find(input.name, { signal });
  if (vm && isMeant(input, vm)) return vm;
  throw new UserError(
    'not-found',
    { en: `The machine ${input.name} no longer exists.`, es: `La máquina ${input.name} ya no existe.` },
    { en: 'See which machines there are: /vm list', es: 'Vea qué máquinas hay: /vm list' },
  );
}
