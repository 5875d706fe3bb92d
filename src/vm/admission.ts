import { quotaExceeded } from '../access/errors.ts';
import type { Limits } from '../access/limits.ts';
import { mostOfEach, overQuota, type Share } from '../access/quota.ts';
import { UserError } from '../base/errors.ts';
import type { Text } from '../base/text.ts';
import { noAddresses, noCapacity } from '../host/errors.ts';
import { type Demand, type HostUse, leftBeside, place } from '../host/place.ts';
import {
  type Admission,
  type Allotment,
  type HeldReservation,
  type Reservation,
  refused,
  type Verdict,
} from '../job/admission.ts';
import type { LabSnapshot } from './lab-snapshot.ts';

/**
 * Proves a start against the lab: its names are free, its owner may have it, a host has room for it, and the network
 * has addresses.
 * @param limits what the owner of what is asked for may hold, whoever asks
 */
export function admissionTo(lab: LabSnapshot, limits: Limits): Admission {
  return { at: lab.at, decide: (asked, held) => decide(lab, limits, asked, held) };
}

function decide(
  lab: LabSnapshot,
  limits: Limits,
  asked: readonly Reservation[],
  held: readonly HeldReservation[],
): Verdict {
  const name = takenName(lab, asked, held);
  if (name !== null) return refused(nameTaken(name), true);
  const over = overQuota({ asked, reserved: held, shown: lab.machines, limits });
  if (over) return refused(quotaExceeded(over, LESS));
  const placement = place(demandsOf(lab, asked, held), leftBeside(demandsOf(lab, held, []), lab.hosts));
  if (placement.kind === 'short') return refused(noCapacity(placement.shortages));
  const wired = asked.filter(({ needsAddressSlot }) => needsAddressSlot);
  const slots = freeSlots(lab, held);
  if (slots && wired.length > slots.length) return refused(noAddresses(wired.length, slots.length));
  return { kind: 'admitted', allotments: allot(asked, placement.hosts, slots ?? []) };
}

const LESS: Text = {
  en: 'Ask for less, or stop or delete a machine: /vm list',
  es: 'Pida menos, o apague o borre una máquina: /vm list',
};

function takenName(
  lab: LabSnapshot,
  asked: readonly Reservation[],
  held: readonly HeldReservation[],
): string | null {
  const taken = new Set(held.filter(({ isNew }) => isNew).map(({ vm }) => vm));
  for (const { vm, isNew } of asked) {
    if (!isNew) continue;
    if (taken.has(vm) || lab.names.has(vm)) return vm;
    taken.add(vm);
  }
  return null;
}

/** A share, and the host that it counts on, where one was chosen. */
type PlacedShare = Share & Partial<Pick<Allotment, 'host'>>;

const hostOf = ({ host }: PlacedShare) => host ?? null;

/**
 * What machines want of their hosts, one demand each. Of the same name on two hosts, as one was removed and made again
 * since it was shown, each counts on its own.
 * @param before what else is held of them: what a machine takes is the most of all, field by field
 */
function demandsOf(
  { machines }: LabSnapshot,
  shares: readonly PlacedShare[],
  before: readonly PlacedShare[],
): readonly Demand[] {
  const others = mostOfEach(before, hostOf);
  return mostOfEach(shares, hostOf).map((share) => {
    const shown = machines.get(share.vm);
    const host = share.host ?? shown?.host ?? others.find((other) => isSame(share, other))?.host ?? null;
    const isHere = (other: PlacedShare) => isSame(share, other) && (other.host ?? host) === host;
    const held = others.find(isHere);
    const has = most(
      shown && isHere(shown) ? { ...shown, diskGiB: shown.hostDiskGiB } : NOTHING,
      held ?? NOTHING,
    );
    return { host, has, wants: most(has, share) };
  });
}

const NOTHING: HostUse = { memoryMiB: 0, diskGiB: 0 };

function most(a: HostUse, b: HostUse): HostUse {
  return { memoryMiB: Math.max(a.memoryMiB, b.memoryMiB), diskGiB: Math.max(a.diskGiB, b.diskGiB) };
}

function isSame(a: Share, b: Share): boolean {
  return a.vm === b.vm && a.owner === b.owner;
}

/** Address slots that neither a machine has nor a job holds, lowest first; null where the network has no slots. */
function freeSlots(
  { freeAddressSlots }: LabSnapshot,
  held: readonly HeldReservation[],
): readonly number[] | null {
  if (!freeAddressSlots) return null;
  const taken = new Set(held.map(({ addressSlot }) => addressSlot));
  return freeAddressSlots.filter((slot) => !taken.has(slot));
}

/** @param hosts as they were placed, one for each machine */
function allot(
  asked: readonly Reservation[],
  hosts: readonly string[],
  freeAddressSlots: readonly number[],
): readonly Allotment[] {
  const machines = mostOfEach(asked);
  const slots = freeAddressSlots.values();
  return asked.map((reservation) => ({
    host: hosts[machines.findIndex((other) => isSame(reservation, other))] ?? null,
    addressSlot: (reservation.needsAddressSlot ? slots.next().value : undefined) ?? null,
  }));
}

function nameTaken(name: string): UserError {
  return new UserError(
    'exists',
    {
      en: `There is already a machine called ${name}, or one is being created.`,
      es: `Ya hay una máquina llamada ${name}, o se está creando.`,
    },
    {
      en: 'Choose another name, or leave it out and labvm picks one.',
      es: 'Elija otro nombre, u omítalo y labvm elegirá uno.',
    },
    { option: 'name' },
  );
}
