import { basename } from 'node:path';
import { PortError } from '../../../src/base/port-error.ts';
import type { Address, ReachedFrom, Stall, Vm, VmRef } from '../../../src/vm/vm.ts';
import { imageOfVolume } from '../image/manifest.ts';
import type { OwnDefinition } from './definition.ts';
import type { Machine, Machines } from './machines.ts';
import type { Condition } from './power.ts';

/** One of labvm's machines: its description carries labvm's metadata. */
export interface OwnMachine extends Machine {
  readonly definition: OwnDefinition;
}

export function isOwn(machine: Machine | null): machine is OwnMachine {
  return machine !== null && machine.definition.metadata !== null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The machine that a reference names, or null: gone, or not labvm's, which is the same to labvm. */
export async function findOwn(
  machines: Machines,
  ref: VmRef,
  signal?: AbortSignal,
): Promise<OwnMachine | null> {
  if (!UUID.test(ref)) return null;
  const machine = await machines.byUuid(ref, signal);
  return isOwn(machine) ? machine : null;
}

/** @throws PortError if there is no such machine of labvm's */
export async function needOwn(machines: Machines, ref: VmRef, signal?: AbortSignal): Promise<OwnMachine> {
  const machine = await findOwn(machines, ref, signal);
  if (machine) return machine;
  throw new PortError('not-found', {
    en: 'This machine no longer exists in labvm.',
    es: 'Esta máquina ya no existe en labvm.',
  });
}

/** The machine as the core sees it. */
export function vmOf(
  { domain, definition, condition }: OwnMachine,
  addresses: readonly Address[],
  reachedFrom: ReachedFrom | null,
): Vm {
  const { metadata, cpus, memoryMiB, drive, startsBy } = definition;
  return {
    ref: domain.uuid as VmRef,
    name: domain.name,
    image: metadata.image,
    owner: metadata.owner,
    requestId: metadata.requestId,
    power: condition.power,
    ...stallIn(condition),
    task: condition.task,
    reach: 'ok',
    addresses: condition.power === 'off' ? [] : addresses,
    reachedFrom,
    spec: { cpus, memoryMiB, diskGiB: metadata.diskGiB },
    ...(drive ? { disc: drive.file && (imageOfVolume(basename(drive.file)) ?? basename(drive.file)) } : {}),
    startsBy,
    createdAt: metadata.createdAt,
    expiresAt: null,
  };
}

function stallIn({ power, reason }: Condition): { readonly stall?: Stall } {
  if (power !== 'paused' || (reason !== 'disk-full' && reason !== 'disk-error')) return {};
  return { stall: reason };
}
