import { jobsExceeded } from '../../src/access/errors.ts';
import { tooManyJobs } from '../../src/access/quota.ts';
import { type Allotment, refused } from '../../src/job/admission.ts';
import { BATCH } from '../../src/job/batch.ts';
import type { Job } from '../../src/job/job.ts';
import type { JobRequest, StartRequest, StartResult } from '../../src/job/store.ts';
import type { Database } from './database.ts';
import { newId } from './job-id.ts';
import { type JobRow, jobOf, jobRow, json } from './job-row.ts';
import { heldSince, reserve } from './reservations.ts';

/** Asks whether it is admitted, reserves, and stores the jobs. Within a transaction. */
export function startJob(db: Database, request: StartRequest, now: Date): StartResult {
  const { invocationId, actorId, jobs, mostJobs, admission } = request;
  const known = startedBy(db, invocationId);
  if (known) return { kind: 'repeated', job: known };
  const crowded = tooManyJobs({ asked: jobs.length, unfinished: unfinishedOf(db, actorId), most: mostJobs });
  if (crowded) return refused(jobsExceeded(crowded));
  const twice = jobs.find((job) => job.once && isUnderWay(db, job));
  if (twice?.once) return refused(twice.once);
  const reservations = jobs.flatMap(({ reservation }) => reservation ?? []);
  if (reservations.length === 0) return { kind: 'started', job: storeAll(db, request, [], now) };
  if (!admission) throw new TypeError('A start that reserves needs somebody who decides about it.');
  const verdict = admission.decide(reservations, heldSince(db, admission.at));
  if (verdict.kind === 'refused') return verdict;
  return { kind: 'started', job: storeAll(db, request, verdict.allotments, now) };
}

/** How many jobs of somebody run or wait; a batch counts as the jobs that it holds together. */
function unfinishedOf(db: Database, actorId: string): number {
  const row = db
    .sql('SELECT count(*) AS n FROM jobs WHERE actor_id = ? AND finished_at IS NULL AND kind <> ?')
    .get(actorId, BATCH);
  return Number(row?.n);
}

/** Whether a job of this kind runs or waits for its machine. */
function isUnderWay(db: Database, { kind, vm }: JobRequest): boolean {
  const rows = db.sql('SELECT 1 FROM jobs WHERE vm = ? AND kind = ? AND finished_at IS NULL LIMIT 1');
  return rows.get(vm, kind) !== undefined;
}

function startedBy(db: Database, invocationId: string): Job | null {
  const row = db.sql('SELECT * FROM jobs WHERE invocation_id = ? AND parent_id IS NULL').get(invocationId);
  return row ? jobOf(db, row as unknown as JobRow) : null;
}

/** @param allotments one for each job that reserves, in their order */
function storeAll(db: Database, request: StartRequest, allotments: readonly Allotment[], now: Date): Job {
  const left = allotments.values();
  const jobs = request.jobs.map((job) => ({
    ...job,
    allotment: (job.reservation ? left.next().value : undefined) ?? NOTHING,
  }));
  const [first, ...more] = jobs;
  if (!first) throw new TypeError('A start needs at least one job.');
  if (more.length === 0) return storeRoot(db, request, first, now);
  const parent = storeRoot(db, request, BATCH_REQUEST, now);
  for (const job of jobs) store(db, request, job, parent.id, now);
  return parent;
}

/** A job with what was chosen for it. */
interface AdmittedRequest extends JobRequest {
  readonly allotment: Allotment;
}

const NOTHING: Allotment = { host: null, addressSlot: null };

const BATCH_REQUEST: AdmittedRequest = {
  ...{ kind: BATCH, vm: null, input: null, stepNames: [], reservation: null },
  allotment: NOTHING,
};

function storeRoot(db: Database, request: StartRequest, job: AdmittedRequest, now: Date): Job {
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
  job: AdmittedRequest,
  parentId: string | null,
  now: Date,
): string {
  const id = newId();
  // A worker that was declared dead a moment ago leaves its new job to whoever claims it first.
  db.sql(`INSERT INTO jobs (id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm,
      input_json, again_json, address_slot, state, created_at, worker)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, (SELECT id FROM workers WHERE id = ?))`).run(
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
    json(job.again),
    job.allotment.addressSlot,
    now.getTime(),
    job.kind === BATCH ? null : request.worker,
  );
  const insertStep = db.sql(`INSERT INTO steps (job_id, position, name, state) VALUES (?, ?, ?, 'waiting')`);
  job.stepNames.forEach((name, position) => {
    insertStep.run(id, position, name);
  });
  if (job.reservation) reserve(db, id, job.reservation, job.allotment);
  return id;
}
