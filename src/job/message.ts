import { join, say, type Text, type Words } from '../base/text.ts';
import { remedyParts } from '../view/error-view.ts';
import { type Action, type Part, type StepLine, type View, view } from '../view/view.ts';
import { isFinished, type Job, type JobFamily, type JobState } from './job.ts';
import { isSaid, type SaidResult } from './text-result.ts';
import type { AnyWork, Shown } from './work.ts';

/** How a job's state is said, and how it feels. */
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

/** What a message needs to know: the kinds of work, and what they are shown with. */
export interface MessageSources {
  readonly works: ReadonlyMap<string, AnyWork>;
  readonly tools: object;
}

/** A job's one message, at whatever it is at: steps while it runs, the machine's card at its end. */
export function jobMessage(family: JobFamily, sources: MessageSources): View {
  return family.children.length > 0 ? batchMessage(family, sources) : singleMessage(family.job, sources);
}

/** What a job does, in words. */
export function jobTitle({ job, children }: JobFamily, sources: MessageSources): Words {
  const first = children[0];
  if (first) {
    const title = titleOf(first, sources);
    const more = children.length - 1;
    return { en: `${say(title, 'en')} and ${more} more`, es: `${say(title, 'es')} y ${more} más` };
  }
  return titleOf(job, sources);
}

function titleOf(job: Job, sources: MessageSources): Words {
  // The input was stored by the same kind that reads it.
  return sources.works.get(job.kind)?.title(job.input as never) ?? job.kind;
}

function singleMessage(job: Job, sources: MessageSources): View {
  if (job.state === 'done') return doneMessage(job, sources);
  return view({
    tone: TONES[job.state],
    title: titleOf(job, sources),
    parts: [{ kind: 'steps', steps: stepLines(job, sources) }, ...endOf(job)],
    actions: isFinished(job) ? [] : [cancelAction(job)],
  });
}

function stepLines(job: Job, sources: MessageSources): readonly StepLine[] {
  const labels = new Map(sources.works.get(job.kind)?.steps.map((step) => [step.name, step.label]));
  return job.steps.map(({ name, ...step }) => ({ ...step, label: labels.get(name) ?? name }));
}

function endOf(job: Job): readonly Part[] {
  if (!isFinished(job)) {
    return job.ending === null
      ? []
      : [
          {
            kind: 'note',
            text: { en: 'Undoing everything …', es: 'Deshaciendo lo hecho …' },
          },
        ];
  }
  const parts: Part[] = [];
  if (job.error) {
    parts.push({ kind: 'text', text: job.error.text }, ...remedyParts(job.error));
  }
  return parts;
}

function cancelAction(job: Job): Action {
  return { label: { en: 'Cancel', es: 'Cancelar' }, command: `/job cancel ${job.id}`, style: 'plain' };
}

function doneMessage(job: Job, sources: MessageSources): View {
  if (isSaid(job.result)) return saidMessage(job.result);
  // The app has seen to it that the tools are all that its works need.
  return (
    shownOf(job, sources)?.view(job, sources.tools as never) ??
    view({ tone: 'good', title: titleOf(job, sources) })
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
  const { job, children } = family;
  const done = children.filter((child) => child.state === 'done').length;
  const column = shownOf(children[0], sources)?.column;
  return view({
    tone: TONES[job.state],
    title: { en: `${done} of ${children.length} done`, es: `${done} de ${children.length} listas` },
    parts: [
      {
        kind: 'table',
        columns: [
          { label: { en: 'Machine', es: 'Máquina' }, whole: true },
          { label: { en: 'State', es: 'Estado' } },
          ...(column ? [{ label: column.label, whole: true }] : []),
        ],
        rows: children.map((child) => [
          child.vm ?? child.id,
          childState(child, sources),
          ...(column ? [child.state === 'done' ? column.of(child) : '—'] : []),
        ]),
        empty: '',
      },
      ...endOf(job),
    ],
    actions: isFinished(job) ? [] : [cancelAction(job)],
  });
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
