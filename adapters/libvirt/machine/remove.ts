import { PortError } from '../../../src/base/port-error.ts';
import type { Text } from '../../../src/base/text.ts';
import { otherVolumesOf } from '../disk/own-files.ts';
import type { Storage } from '../disk/storage.ts';
import type { Names } from '../network/names.ts';
import { libvirtErrorCode as code, hasCode, procedures } from '../rpc/index.ts';
import { changing, type Session, SLOW } from '../session.ts';
import type { Machines } from './machines.ts';
import { isOwn, type OwnMachine } from './own-machine.ts';

/** VIR_DOMAIN_UNDEFINE_MANAGED_SAVE, SNAPSHOTS_METADATA, NVRAM, CHECKPOINTS_METADATA: everything of the domain's. */
const UNDEFINE_ALL = 1 | 2 | 4 | 16;

/**
 * Removes whatever there is of a machine: the running one, its description, its volumes, also those that another tool
 * gave it in the pool. Can be repeated.
 * @param uuid the machine's; also if only its volumes are left
 * @throws PortError, also if a domain of that UUID is not labvm's: then nothing is touched
 */
export async function removeMachine(
  uuid: string,
  { client }: Session,
  machines: Machines,
  storage: Storage,
  names: Names,
): Promise<void> {
  machines.forget(uuid);
  const machine = await machines.byUuid(uuid);
  if (machine && !isOwn(machine)) {
    throw new PortError('not-found', {
      en: `The machine ${machine.domain.name} is not labvm's and is left alone.`,
      es: `La máquina ${machine.domain.name} no es de labvm y no se toca.`,
    });
  }
  const name = machine?.domain.name ?? uuid;
  const others = machine
    ? await changing(cannotRemove(name), () => otherVolumesOf(machine, machines, storage))
    : [];
  if (machine) {
    await changing(cannotRemove(name), () => removeDomain(machine));
    await names.withdraw(machine.definition.macs);
  }
  await changing(cannotRemoveDisk(name), () => storage.removeOf(uuid));

  async function removeDomain({ domain }: OwnMachine): Promise<void> {
    await gone(client.call(procedures.domainDestroyFlags, { domain, flags: 0 }, SLOW));
    // While the description still tells of them: this can be repeated.
    for (const volume of others) await storage.remove(volume);
    await gone(client.call(procedures.domainUndefineFlags, { domain, flags: UNDEFINE_ALL }, SLOW));
    machines.forget(domain.uuid);
  }
}

function cannotRemove(name: string): Text {
  return { en: `${name} cannot be removed`, es: `No se puede borrar ${name}` };
}

function cannotRemoveDisk(name: string): Text {
  return { en: `The disk of ${name} cannot be removed`, es: `No se puede borrar el disco de ${name}` };
}

/** It is off already, or somebody else was quicker. */
async function gone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!hasCode(error, code.noDomain, code.operationInvalid)) throw error;
  }
}
