import { basename, dirname } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import { imageOfVolume } from '../image/manifest.ts';
import { diskVolume, isOfMachine, isOfSomeMachine } from '../machine/ids.ts';
import type { Machine, Machines } from '../machine/machines.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import type { Storage } from './storage.ts';

/**
 * The volumes that go with a machine beside those that labvm named for it: its disks as its description has them now,
 * such as the overlays of snapshots, with what they stand on, as far as it lies in the pool. Images stay, and so does
 * what another machine has or is named for one.
 * @param machine with its description as it is now
 * @throws PortError where another machine needs a disk that would go
 */
export async function otherVolumesOf(
  machine: OwnMachine,
  machines: Machines,
  storage: Storage,
): Promise<readonly string[]> {
  const { uuid } = machine.domain;
  const folder = await storage.path();
  const inPool = (file: string) => dirname(file) === folder;
  const disks = machine.definition.disks.filter(({ isShared }) => !isShared);
  const files = disks.flatMap(({ file }) => (file !== null && inPool(file) ? [basename(file)] : []));
  const isForeign = (volume: string) => imageOfVolume(volume) === null && !isOfSomeMachine(volume);
  const others = async () => (await machines.all()).filter(({ domain }) => domain.uuid !== uuid);
  const named = (await others()).flatMap(({ definition }) =>
    definition.files.filter(inPool).map((file) => basename(file)),
  );
  const mine = (volume: string) => isOfMachine(volume, uuid);
  const isAsMade = files.every((volume) => volume === diskVolume(uuid));
  if (isAsMade && !named.some((volume) => isForeign(volume) || mine(volume))) return [];

  // Another tool was here: neither libvirt's list of files nor what is remembered of machines may be true.
  machines.forget();
  await storage.refresh();
  const layers = (await Promise.all(files.map((volume) => storage.layers(volume)))).flat();
  const going = new Set([...layers.filter((volume) => isForeign(volume) || mine(volume))]);
  for (const { domain, definition } of await others()) {
    const theirs = definition.files.filter(inPool).map((file) => basename(file));
    const below = (
      await Promise.all(theirs.filter(isForeign).map((volume) => storage.layers(volume)))
    ).flat();
    if ([...theirs, ...below].some((volume) => mine(volume))) throw neededBy(machine, { domain, definition });
    for (const volume of [...theirs, ...below]) going.delete(volume);
  }
  return [...going].filter((volume) => !mine(volume));
}

/** Another person's machine is named to nobody but the log. */
function neededBy(machine: OwnMachine, needing: Pick<Machine, 'domain' | 'definition'>) {
  const { name } = machine.domain;
  const other = needing.domain.name;
  const isTheirs = needing.definition.metadata?.owner === machine.definition.metadata.owner;
  return isTheirs
    ? new PortError(
        'wrong-state',
        {
          en: `${name} cannot be removed: the disk of ${other} depends on the disk of ${name}.`,
          es: `No se puede borrar ${name}: el disco de ${other} depende del de ${name}.`,
        },
        { en: `Delete ${other} first: /vm delete ${other}`, es: `Borre antes ${other}: /vm delete ${other}` },
      )
    : new PortError(
        'wrong-state',
        {
          en: `${name} cannot be removed: the disk of another machine depends on the disk of ${name}.`,
          es: `No se puede borrar ${name}: el disco de otra máquina depende del de ${name}.`,
        },
        {
          en: 'An administrator can find the other machine in labvm’s log and make its disk independent while it runs: virsh blockpull',
          es: 'Un administrador encontrará la otra máquina en el registro de labvm y puede independizar su disco mientras está en marcha: virsh blockpull',
        },
        { cause: new Error(`needed by the machine ${other}`) },
      );
}
