import { addUsage, type Limits, NO_USAGE, type Usage } from '../../src/access/limits.ts';
import { shortageOf } from '../../src/host/room.ts';
import type { Refusal, Reservation, Seen } from '../../src/job/store.ts';
import { footprintMiB } from '../../src/vm/footprint.ts';
import type { Database } from './database.ts';

interface ReservationRow {
  readonly owner: string;
  readonly vm: string;
  readonly is_new: number;
  readonly vms: number;
  readonly running_vms: number;
  readonly cpus: number;
  readonly memory_mib: number;
  readonly disk_gib: number;
}

const LIMITS = ['vms', 'runningVms', 'cpus', 'memoryMiB', 'diskGiB'] as const satisfies (keyof Limits)[];

/** How long a reservation that was given back by success is kept, in milliseconds; snapshots are younger. */
const KEPT_MS = 600_000;

/**
 * Holds a job's share until `release`. Within the transaction that stores the job, after `refusalOf`.
 */
export function reserve(
  db: Database,
  jobId: string,
  reservation: Reservation,
  addressSlot: number | null,
): void {
  db.sql('INSERT INTO reservations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)').run(
    jobId,
    reservation.owner,
    reservation.vm,
    reservation.isNew ? 1 : 0,
    reservation.vms,
    reservation.runningVms,
    reservation.cpus,
    reservation.memoryMiB,
    reservation.diskGiB,
    addressSlot,
  );
}

/**
 * Address slots that neither a machine has, as far as the snapshot shows, nor a job holds, lowest first; none where
 * the network has no slots. Within a transaction.
 */
export function freeAddressSlots(db: Database, { at, freeAddressSlots: seen = [] }: Seen): readonly number[] {
  const rows = db
    .sql(`SELECT address_slot FROM reservations
      WHERE address_slot IS NOT NULL AND (released_at IS NULL OR released_at >= ?)`)
    .all(at.getTime()) as unknown as readonly { readonly address_slot: number }[];
  const held = new Set(rows.map((row) => row.address_slot));
  return seen.filter((slot) => !held.has(slot));
}

/**
 * Gives a job's share back, once. After a success it is remembered for a while, because a snapshot of the
 * hypervisor that was taken before does not show yet what the job has made.
 */
export function release(db: Database, jobId: string, succeeded: boolean, at: Date): void {
  if (succeeded) {
    db.sql('UPDATE reservations SET released_at = ? WHERE job_id = ? AND released_at IS NULL').run(
      at.getTime(),
      jobId,
    );
  } else {
    db.sql('DELETE FROM reservations WHERE job_id = ?').run(jobId);
  }
  db.sql('DELETE FROM reservations WHERE released_at < ?').run(at.getTime() - KEPT_MS);
}

/**
 * What stands against new reservations; null if nothing does. Within a transaction.
 *
 * What a machine takes is the most of what the hypervisor showed of it and what any reservation of it holds, field by
 * field: jobs of one machine run one after another, so its reservations never add up.
 */
export function refusalOf(db: Database, asked: readonly Reservation[], seen: Seen): Refusal | null {
  const held = heldSince(db, seen.at);
  const name = takenName(held, asked, seen);
  if (name !== null) return { kind: 'name-taken', name };
  const before = unseen(held, seen.machines);
  const after = unseen([...held, ...asked], seen.machines);
  for (const owner of new Set(asked.map((reservation) => reservation.owner))) {
    const refusal = overLimit(
      sumOf(before, owner),
      sumOf(after, owner),
      shownOf(seen, owner),
      seen.ownerLimits,
    );
    if (refusal) return refusal;
  }
  return hostFull(held, asked, seen) ?? noAddress(db, asked, seen);
}

function noAddress(db: Database, reservations: readonly Reservation[], seen: Seen): Refusal | null {
  if (!seen.freeAddressSlots) return null;
  const asked = reservations.filter(({ needsAddressSlot }) => needsAddressSlot).length;
  const free = freeAddressSlots(db, seen).length;
  return asked > free ? { kind: 'host-full', what: 'addresses', asked, free } : null;
}

/** Reservations that a snapshot of that time may not show: those held now, and those given back by success since. */
function heldSince(db: Database, at: Date): readonly Reservation[] {
  const rows = db
    .sql('SELECT * FROM reservations WHERE released_at IS NULL OR released_at >= ?')
    .all(at.getTime()) as unknown as readonly ReservationRow[];
  return rows.map((row) => ({
    owner: row.owner,
    vm: row.vm,
    isNew: row.is_new === 1,
    vms: row.vms,
    runningVms: row.running_vms,
    cpus: row.cpus,
    memoryMiB: row.memory_mib,
    diskGiB: row.disk_gib,
  }));
}

function takenName(held: readonly Reservation[], asked: readonly Reservation[], seen: Seen): string | null {
  const taken = new Set(held.filter((reservation) => reservation.isNew).map((reservation) => reservation.vm));
  for (const { vm, isNew } of asked) {
    if (!isNew) continue;
    if (taken.has(vm) || seen.names.has(vm)) return vm;
    taken.add(vm);
  }
  return null;
}

/** What reservations hold beyond what the hypervisor showed, by owner and machine. */
function unseen(
  held: readonly Reservation[],
  shownMachines: Seen['machines'],
): readonly (Usage & { readonly owner: string })[] {
  const most = new Map<string, Reservation>();
  for (const reservation of held) {
    const key = JSON.stringify([reservation.owner, reservation.vm]);
    const other = most.get(key);
    most.set(key, other ? { ...other, ...fold(other, reservation, Math.max) } : reservation);
  }
  return [...most.values()].map((reservation) => {
    const machine = shownMachines.get(reservation.vm);
    const shown = machine?.owner === reservation.owner ? machine : NO_USAGE;
    return { owner: reservation.owner, ...fold(reservation, shown, (a, b) => Math.max(0, a - b)) };
  });
}

function fold(a: Usage, b: Usage, join: (a: number, b: number) => number): Usage {
  return {
    vms: join(a.vms, b.vms),
    runningVms: join(a.runningVms, b.runningVms),
    cpus: join(a.cpus, b.cpus),
    memoryMiB: join(a.memoryMiB, b.memoryMiB),
    diskGiB: join(a.diskGiB, b.diskGiB),
  };
}

function sumOf(parts: Iterable<Usage & { readonly owner: string }>, owner?: string): Usage {
  let sum = NO_USAGE;
  for (const part of parts) if (owner === undefined || part.owner === owner) sum = addUsage(sum, part);
  return sum;
}

function shownOf(seen: Seen, owner: string): Usage {
  return sumOf(seen.machines.values(), owner);
}

function overLimit(before: Usage, after: Usage, shown: Usage, limits: Limits): Refusal | null {
  for (const limit of LIMITS) {
    const asked = after[limit] - before[limit];
    const used = shown[limit] + before[limit];
    // What is not asked for is not refused, even where more than the limit is held already.
    if (asked > 0 && used + asked > limits[limit]) {
      return { kind: 'over-limit', limit, asked, used, max: limits[limit] };
    }
  }
  return null;
}

/** The host gives more memory to a machine than its owner is counted for. */
function hostFull(held: readonly Reservation[], asked: readonly Reservation[], seen: Seen): Refusal | null {
  const onHost = <T extends Usage>(usage: T): T => ({
    ...usage,
    memoryMiB: footprintMiB(usage.memoryMiB, seen.acceleration),
  });
  const shown = new Map(
    [...seen.machines].map(([name, machine]) => [
      name,
      { ...onHost(machine), diskGiB: machine.hostDiskGiB ?? machine.diskGiB },
    ]),
  );
  const before = sumOf(unseen(held.map(onHost), shown));
  const after = sumOf(unseen([...held, ...asked].map(onHost), shown));
  return shortOf(before, after, seen);
}

function shortOf(before: Usage, after: Usage, seen: Seen): Refusal | null {
  const { figures, ...free } = seen.hostFree;
  const left = { memoryMiB: free.memoryMiB - before.memoryMiB, diskGiB: free.diskGiB - before.diskGiB };
  const asked = {
    memoryMiB: after.memoryMiB - before.memoryMiB,
    diskGiB: after.diskGiB - before.diskGiB,
  };
  const short = shortageOf(left, asked);
  return short && { kind: 'host-full', ...short, ...(figures ? { figures } : {}) };
}
