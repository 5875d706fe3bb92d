import { BATCH } from '../../src/job/batch.ts';
import type { Job } from '../../src/job/job.ts';
import type { JobRequest, Refusal, StartRequest, StartResult } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { newId } from './job-id.ts';
import { type JobRow, jobOf, jobRow } from './job-row.ts';
import { freeAddressSlots, refusalOf, reserve } from './reservations.ts';

/** Proves name, limits and host again, reserves, and stores the job. Within a transaction. */
export function startJob(db: Database, request: StartRequest, now: Date): StartResult {
  const known = startedBy(db, request.invocationId);
  if (known) return { kind: 'repeated', job: known };
  const crowded = tooMany(db, request);
  if (crowded) return { kind: 'refused', refusal: crowded };
  const reservations = request.jobs.flatMap(({ reservation }) => reservation ?? []);
  if (reservations.length === 0) return { kind: 'started', job: storeAll(db, request, [], now) };
  if (!request.seen) throw new TypeError('A start that reserves needs what the hypervisor showed.');
  const refusal = refusalOf(db, reservations, request.seen);
  if (refusal) return { kind: 'refused', refusal };
  return { kind: 'started', job: storeAll(db, request, freeAddressSlots(db, request.seen), now) };
}

/** Whether somebody would have more jobs than they may; a batch counts as the jobs that it holds together. */
function tooMany(db: Database, { actorId, jobs, mostJobs }: StartRequest): Refusal | null {
  const row = db
    .sql('SELECT count(*) AS n FROM jobs WHERE actor_id = ? AND finished_at IS NULL AND kind <> ?')
    .get(actorId, BATCH);
  const unfinished = Number(row?.n);
  if (unfinished + jobs.length <= mostJobs) return null;
  return { kind: 'too-many-jobs', asked: jobs.length, unfinished, most: mostJobs };
}

function startedBy(db: Database, invocationId: string): Job | null {
  const row = db.sql('SELECT * FROM jobs WHERE invocation_id = ? AND parent_id IS NULL').get(invocationId);
  return row ? jobOf(db, row as unknown as JobRow) : null;
}

/** @param freeSlots the address slots for those jobs that need one; as many as they need, or none at all */
function storeAll(db: Database, request: StartRequest, freeSlots: readonly number[], now: Date): Job {
  const slots = freeSlots.values();
  const jobs = request.jobs.map((job) => {
    const addressSlot = job.reservation?.needsAddressSlot ? slots.next().value : undefined;
    return { ...job, addressSlot: addressSlot ?? null };
  });
  const [first, ...more] = jobs;
  if (!first) throw new TypeError('A start needs at least one job.');
  if (more.length === 0) return storeRoot(db, request, first, now);
  const parent = storeRoot(db, request, BATCH_REQUEST, now);
  for (const job of jobs) store(db, request, job, parent.id, now);
  return parent;
}

/** A job with the slot that its machine will have on the network. */
interface PlacedRequest extends JobRequest {
  readonly addressSlot: number | null;
}

const BATCH_REQUEST: PlacedRequest = {
  ...{ kind: BATCH, vm: null, input: null, stepNames: [], reservation: null },
  addressSlot: null,
};

function storeRoot(db: Database, request: StartRequest, job: PlacedRequest, now: Date): Job {
  const id = store(db, request, job, null, now);
  storeMessage(db, request, id, now);
  const row = jobRow(db, id);
  if (!row) throw new Error(`The job ${id} was not stored.`);
  return jobOf(db, row);
}

function storeMessage(db: Database, request: StartRequest, id: string, now: Date): void {
  const { chat, channel, thread = null } = request.place;
  db.sql(`INSERT INTO outbox (id, job_id, chat, channel, thread, locale, reply_json, created_at, worker)
    VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT id FROM workers WHERE id = ?8))`).run(
    id,
    chat,
    channel,
    thread,
    request.locale,
    JSON.stringify(request.reply ?? null),
    now.getTime(),
    request.worker,
  );
}

function store(
  db: Database,
  request: StartRequest,
  job: PlacedRequest,
  parentId: string | null,
  now: Date,
): string {
  const id = newId();
  // A worker that was declared dead a moment ago leaves its new job to whoever claims it first.
  db.sql(`INSERT INTO jobs (id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm,
      input_json, address_slot, state, created_at, worker)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, (SELECT id FROM workers WHERE id = ?))`).run(
    id,
    job.kind,
    parentId,
    request.invocationId,
    request.actorId,
    request.place.chat,
    request.place.channel,
    request.place.thread ?? null,
    request.locale,
    job.vm,
    JSON.stringify(job.input),
    job.addressSlot,
    now.getTime(),
    job.kind === BATCH ? null : request.worker,
  );
  const insertStep = db.sql(`INSERT INTO steps (job_id, position, name, state) VALUES (?, ?, ?, 'waiting')`);
  job.stepNames.forEach((name, position) => {
    insertStep.run(id, position, name);
  });
  if (job.reservation) reserve(db, id, job.reservation, job.addressSlot);
  return id;
}
