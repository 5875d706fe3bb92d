import { type ErrorRecord, UserError } from '../../src/base/errors.ts';
import type { Desk, JobSight, Mail, Notice } from '../../src/chat/desk.ts';
import type { OutMessage } from '../../src/chat/outbox/store.ts';
import type { Answer } from '../../src/command/answer.ts';
import { type Command, command } from '../../src/command/command.ts';
import type { Choice } from '../../src/command/option.ts';
import type { ResultData } from '../../src/command/result-data.ts';
import type { Job } from '../../src/job/job.ts';
import { createLatest, type Latest } from '../../src/job/latest.ts';
import { type View, view } from '../../src/view/view.ts';

/** A job of a fake desk: it does what the test says. */
export interface FakeJob {
  readonly id: string;
  /** Settles when somebody asks for its cancellation. */
  readonly cancelled: Promise<void>;
  show(message: View): void;
  end(message: View, how?: { error?: ErrorRecord; data?: ResultData }): void;
  /** What was noted as shown: revisions, in order. */
  readonly shown: readonly number[];
  readonly isFollowed: () => boolean;
}

/** A desk without a lab behind it: a test says what comes of each line. */
export interface FakeDesk extends Desk {
  /** Every line that was received, in order. */
  readonly lines: readonly string[];
  /** What comes of a line; lines without one are unknown commands. */
  on(line: string, answer: () => Answer | Promise<Answer>): void;
  /** The line starts this job. */
  starts(line: string): FakeJob;
  /** A job that an earlier session left. */
  left(): FakeJob;
  offer(choices: readonly string[]): void;
  notify(title: string): void;
}

const said = (title: string): View => view({ title });

export function createFakeDesk(): FakeDesk {
  const lines: string[] = [];
  const answers = new Map<string, () => Answer | Promise<Answer>>();
  const jobs = new Map<string, ReturnType<typeof createJob>>();
  const earlier: OutMessage[] = [];
  const listeners = new Set<(notice: Notice) => void>();
  let choices: readonly Choice[] = [];

  function newJob() {
    const job = createJob(`job${jobs.size + 1}`);
    jobs.set(job.id, job);
    return job;
  }

  return {
    lines,
    on: (line, answer) => void answers.set(line, answer),
    starts(line) {
      const job = newJob();
      answers.set(line, () => ({ kind: 'started', jobId: job.id }));
      return job;
    },
    left() {
      const job = newJob();
      earlier.push({
        id: job.id,
        jobId: job.id,
        view: null,
        place: job.place,
        locale: 'en',
        reply: null,
        ref: null,
        attemptedAt: null,
        shownRevision: 0,
      });
      return job;
    },
    offer(values) {
      choices = values.map((value) => ({ value, label: value }));
    },
    notify(title) {
      const notice = { subject: '', topic: '', view: said(title) };
      for (const listener of listeners) listener(notice);
    },

    async receive({ line }) {
      lines.push(line);
      const [, cancelled] = /^\/job cancel (\S+)$/.exec(line) ?? [];
      if (cancelled !== undefined) {
        jobs.get(cancelled)?.cancel();
        return accepted(line, async () => ({ kind: 'said', view: said('Being cancelled.'), data: {} }));
      }
      const answer = answers.get(line);
      if (answer) return accepted(line, async () => answer());
      const error = new UserError(
        'unknown-command',
        { en: `There is no command “${line}”.`, es: `No existe el comando «${line}».` },
        { en: 'All commands: /help', es: 'Todos los comandos: /help' },
      );
      return { kind: 'rejected', command: null, error };
    },
    async complete(line) {
      const from = line.lastIndexOf(' ') + 1;
      return { from, choices: choices.filter(({ value }) => value.startsWith(line.slice(from))) };
    },
    follow: (jobId, signal) => jobs.get(jobId)?.follow(signal) ?? none(),
    unshown: async () => earlier,
    async shown(jobId, revision) {
      jobs.get(jobId)?.shown.push(revision);
    },
    mail: NO_MAIL,
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The terminal keeps no messages. */
const NO_MAIL: Mail = {
  takeOpen: async () => [],
  answered: async () => {},
  add: async () => null,
  take: async () => null,
  takeLeft: async () => [],
  attempted: async () => {},
  cardOf: async () => null,
  onChange: () => () => {},
};

async function* none(): AsyncGenerator<never> {}

function accepted(line: string, answer: () => Promise<Answer>) {
  const path = line.replace(/^\//, '').split(' ').slice(0, 2);
  return { kind: 'accepted', command: { ...ANY, path }, answer } as const;
}

const ANY: Command = command({
  path: [],
  summary: { en: 'Anything', es: 'Cualquier cosa' },
  examples: [],
  needs: 'help',
  answer: 'private',
  options: {},
  run: () => ({ kind: 'say', view: said('') }),
});

function createJob(id: string) {
  const followers = new Set<Latest<JobSight>>();
  const shown: number[] = [];
  const cancellation = Promise.withResolvers<void>();
  const place = { chat: 'terminal', channel: 'local' };
  let sight: JobSight = sightOf(said('Working'), 'running', 1);

  function sightOf(message: View, state: Job['state'], revision: number): JobSight {
    const job: Job = {
      id,
      kind: 'vm.create',
      parentId: null,
      invocationId: id,
      actorId: 'terminal:local',
      place,
      locale: 'en',
      vm: 'tiny-1',
      input: null,
      state,
      steps: [],
      cancelledBy: null,
      ending: null,
      error: null,
      result: null,
      createdAt: new Date(0),
      startedAt: new Date(0),
      finishedAt: null,
      revision,
    };
    return { job, view: message, finished: state !== 'running', error: null, data: {} };
  }

  function tell(next: JobSight): void {
    sight = next;
    for (const follower of followers) follower.put(sight);
  }

  return {
    id,
    place,
    shown,
    cancelled: cancellation.promise,
    cancel: cancellation.resolve,
    isFollowed: () => followers.size > 0,
    show: (message: View) => tell(sightOf(message, 'running', sight.job.revision + 1)),
    end(message: View, { error, data = {} }: { error?: ErrorRecord; data?: ResultData } = {}) {
      const last = sightOf(message, error ? 'failed' : 'done', sight.job.revision + 1);
      tell({ ...last, error: error ?? null, data });
    },
    async *follow(signal: AbortSignal): AsyncGenerator<JobSight> {
      if (signal.aborted) return;
      const latest = createLatest<JobSight>((next, than) => next.job.revision > than.job.revision);
      followers.add(latest);
      signal.addEventListener('abort', latest.end);
      try {
        latest.put(sight);
        for await (const next of latest.values) {
          yield next;
          if (next.finished) return;
        }
      } finally {
        signal.removeEventListener('abort', latest.end);
        followers.delete(latest);
      }
    },
  };
}
