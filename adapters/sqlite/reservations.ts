import type { Allotment, HeldReservation, Reservation } from '../../src/job/admission.ts';
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
  readonly address_slot: number | null;
  readonly host: string | null;
}

/** How long a reservation that was given back by success is kept, in milliseconds; snapshots of the lab are younger. */
const KEPT_MS = 600_000;

/** Holds a job's share until `release`. Within the transaction that stores the job, once it is admitted. */
export function reserve(db: Database, jobId: string, reservation: Reservation, allotment: Allotment): void {
  db.sql(`INSERT INTO reservations
      (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, address_slot, host)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    jobId,
    reservation.owner,
    reservation.vm,
    reservation.isNew ? 1 : 0,
    reservation.vms,
    reservation.runningVms,
    reservation.cpus,
    reservation.memoryMiB,
    reservation.diskGiB,
    allotment.addressSlot,
    allotment.host,
  );
}

/**
 * Gives a job's share back, once. After a success it is remembered for a while, because a snapshot of the lab that was
 * taken before does not show yet what the job has made.
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

/** Reservations that a snapshot of that time may not show: those held now, and those given back by success since. */
export function heldSince(db: Database, at: Date): readonly HeldReservation[] {
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
    addressSlot: row.address_slot,
    host: row.host,
  }));
}
