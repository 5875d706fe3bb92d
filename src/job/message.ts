import { LOCAL_ACTOR_ID } from '../access/authorise.ts';
import { join, type Text, type Words } from '../base/text.ts';
import { remedyParts } from '../view/error-view.ts';
import { type Action, type Part, type StepLine, type View, view } from '../view/view.ts';
import { tryAgain } from './again.ts';
import { isFinished, type Job, type JobFamily, type JobState } from './job.ts';
import { isSaid, type SaidResult } from './text-result.ts';
import { jobTitle } from './title.ts';
import type { AnyWork, Shown } from './work.ts';

/** How a job's state is said. */
export const STATE_WORDS: Readonly<Record<JobState, Text>> = {
  queued: { en: 'waiting', es: 'en espera' },
  running: { en: 'working', es: 'en curso' },
  done: { en: 'done', es: 'hecho' },
  failed: { en: 'failed', es: 'fallido' },
  cancelled: { en: 'cancelled', es: 'cancelado' },
};

const TONES: Readonly<Record<JobState, View['tone']>> = {
  queued: 'working',
  running: 'working',
  done: 'good',
  failed: 'bad',
  cancelled: 'warning',
};

/** What a message needs to know: the kinds of work, what they are shown with, and how a button's line is written. */
export interface MessageSources {
  readonly works: ReadonlyMap<string, AnyWork>;
  readonly tools: object;
  /** The command line that cancels a job. */
  cancelLine(jobId: string): string;
}

/** A job's one message, at whatever it is at: steps while it runs, what it made at its end. */
export function jobMessage(family: JobFamily, sources: MessageSources): View {
  const { job, children } = family;
  if (children.length > 0) return batchMessage(family, sources);
  return job.state === 'done' ? doneMessage(job, sources) : singleMessage(job, sources);
}

/** A job that is not done: what it is at, or why it ended. */
function singleMessage(job: Job, sources: MessageSources): View {
  const again = tryAgain(job);
  return view({
    tone: TONES[job.state],
    title: jobTitle({ job, children: [] }, sources),
    parts: [
      { kind: 'steps', steps: stepLines(job, sources) },
      ...endOf(job),
      ...again.parts,
      ...askerOf(job),
    ],
    actions: isFinished(job) ? again.actions : [cancelAction(job, sources)],
  });
}

function stepLines(job: Job, sources: MessageSources): readonly StepLine[] {
  const labels = new Map(sources.works.get(job.kind)?.steps.map((step) => [step.name, step.label]));
  return job.steps.map(({ name, ...step }) => ({ ...step, label: labels.get(name) ?? name }));
}

/** Who asked for it. At the host's own terminal there is nobody else to read it. */
function askerOf({ actorId }: Job): readonly Part[] {
  return actorId === LOCAL_ACTOR_ID ? [] : [{ kind: 'asker', actor: actorId }];
}

const PUTTING_BACK: Part = {
  kind: 'note',
  text: { en: 'Undoing everything …', es: 'Deshaciendo lo hecho …' },
};

function endOf(job: Job): readonly Part[] {
  if (!isFinished(job)) return job.ending === null ? [] : [PUTTING_BACK];
  // That it was cancelled its title says.
  if (job.error === null || job.state === 'cancelled') return [];
  return [{ kind: 'text', text: job.error.text }, ...remedyParts(job.error)];
}

function cancelAction(job: Job, sources: MessageSources): Action {
  return { label: { en: 'Cancel', es: 'Cancelar' }, command: sources.cancelLine(job.id), style: 'plain' };
}

function doneMessage(job: Job, sources: MessageSources): View {
  if (isSaid(job.result)) return saidMessage(job.result);
  // The app has seen to it that the tools are all that its works need.
  return (
    shownOf(job, sources)?.view(job, sources.tools as never) ??
    view({ tone: 'good', title: jobTitle({ job, children: [] }, sources) })
  );
}

function shownOf(job: Job | undefined, sources: MessageSources): Shown<never> | undefined {
  return job && sources.works.get(job.kind)?.shown;
}

function saidMessage({ said: { tone, title, texts, note } }: SaidResult): View {
  const parts: Part[] = texts.map((text) => ({ kind: 'text', text }));
  if (note) parts.push({ kind: 'note', text: note });
  return view({ tone, title, parts });
}

function batchMessage(family: JobFamily, sources: MessageSources): View {
  return isFinished(family.job) ? batchEndMessage(family, sources) : batchCourse(family, sources);
}

/** How far each of several is. */
function batchCourse(family: JobFamily, sources: MessageSources): View {
  const { job, children } = family;
  const done = children.filter((child) => child.state === 'done').length;
  const column = shownOf(children[0], sources)?.column;
  return view({
    tone: TONES[job.state],
    title: jobTitle(family, sources),
    parts: [
      {
        kind: 'text',
        text: { en: `${done} of ${children.length} done`, es: `${done} de ${children.length} listas` },
      },
      {
        kind: 'table',
        columns: [
          { label: { en: 'Machine', es: 'Máquina' }, whole: true },
          { label: { en: 'State', es: 'Estado' } },
          ...(column ? [{ label: column.label, whole: true }] : []),
        ],
        rows: children.map((child) => [
          nameOf(child),
          childState(child, sources),
          ...(column ? [child.state === 'done' ? column.of(child) : '—'] : []),
        ]),
        empty: '',
      },
      ...endOf(job),
      ...askerOf(job),
    ],
    actions: [cancelAction(job, sources)],
  });
}

/** What several made, with what can be done with it; and of those that failed, why, and how to ask for them anew. */
function batchEndMessage(family: JobFamily, sources: MessageSources): View {
  const { job, children } = family;
  const done = children.filter(({ state }) => state === 'done');
  const lost = children.filter(({ state }) => state !== 'done');
  const made = shownOf(done[0], sources)?.list?.(done, sources.tools as never);
  const again = lost.map((child) => tryAgain(child, nameOf(child)));
  return view({
    tone: TONES[job.state],
    title: (lost.length === 0 && made?.title) || jobTitle(family, sources),
    parts: [
      ...(made?.parts ?? []),
      ...lostParts(lost),
      ...again.flatMap(({ parts }) => parts),
      ...askerOf(job),
    ],
    actions: [...again.flatMap(({ actions }) => actions), ...(made?.actions ?? [])],
  });
}

/** Those that did not come true, with the same reason said once. */
function lostParts(lost: readonly Job[]): readonly Part[] {
  const groups = Map.groupBy(lost, ({ state, error }) => JSON.stringify([state, error]));
  return [...groups.values()].flatMap((jobs): readonly Part[] => {
    const [{ error, state } = { error: null, state: 'failed' as const }] = jobs;
    const names = jobs.map(nameOf).join(', ');
    const text = join([names, error?.text ?? STATE_WORDS[state]], ': ');
    return [{ kind: 'text', text }, ...remedyParts({ hint: error?.hint, evidence: error?.evidence })];
  });
}

function nameOf({ vm, id }: Job): string {
  return vm ?? id;
}

function childState(child: Job, sources: MessageSources): Words {
  if (child.error) return child.error.text;
  if (child.state !== 'running') return STATE_WORDS[child.state];
  const step = stepLines(child, sources).find(({ state }) => state === 'running');
  if (!step) return STATE_WORDS.running;
  return step.fraction === undefined
    ? step.label
    : join([step.label, `${Math.round(step.fraction * 100)} %`], ' ');
}
