import { join, say, type Text, type Words } from '../base/text.ts';
import { findImage, type Image } from '../image/image.ts';
import { remedyParts } from '../view/error-view.ts';
import { type Action, type Part, type StepLine, type View, view } from '../view/view.ts';
import { addressOf, vmCard } from '../vm/card.ts';
import type { VmResult } from '../vm/work/result.ts';
import { isFinished, type Job, type JobFamily, type JobState } from './job.ts';
import { isSaid, type SaidResult } from './text-result.ts';
import type { Work } from './work.ts';

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

/** What a message needs to know about the kinds of work and the images. */
export interface MessageLore {
  readonly works: ReadonlyMap<string, Work<never>>;
  readonly catalogue: { readonly known: readonly Image[] };
}

/** A job's one message, at whatever it is at: steps while it runs, the machine's card at its end. */
export function jobMessage(family: JobFamily, lore: MessageLore): View {
  return family.children.length > 0 ? batchMessage(family, lore) : singleMessage(family.job, lore);
}

/** What a job does, in words. */
export function jobTitle({ job, children }: JobFamily, lore: MessageLore): Words {
  const first = children[0];
  if (first) {
    const title = titleOf(first, lore);
    const more = children.length - 1;
    return { en: `${say(title, 'en')} and ${more} more`, es: `${say(title, 'es')} y ${more} más` };
  }
  return titleOf(job, lore);
}

function titleOf(job: Job, lore: MessageLore): Words {
  // The input was stored by the same kind that reads it.
  return lore.works.get(job.kind)?.title(job.input as never) ?? job.kind;
}

function singleMessage(job: Job, lore: MessageLore): View {
  if (job.state === 'done') return doneMessage(job, lore);
  return view({
    tone: TONES[job.state],
    title: titleOf(job, lore),
    parts: [{ kind: 'steps', steps: stepLines(job, lore) }, ...endOf(job)],
    actions: isFinished(job) ? [] : [cancelAction(job)],
  });
}

function stepLines(job: Job, lore: MessageLore): readonly StepLine[] {
  const labels = new Map(lore.works.get(job.kind)?.steps.map((step) => [step.name, step.label]));
  return job.steps.map(({ name, ...step }) => ({ ...step, label: labels.get(name) ?? name }));
}

function endOf(job: Job): readonly Part[] {
  if (!isFinished(job)) {
    return job.ending === null
      ? []
      : [
          {
            kind: 'note',
            text: { en: 'Putting everything back …', es: 'Se deshace lo hecho …' },
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

function doneMessage(job: Job, lore: MessageLore): View {
  if (isSaid(job.result)) return saidMessage(job.result);
  const { vm, warning, screen } = job.result as VmResult;
  if (vm === null) {
    const gone = {
      en: `${job.vm} is deleted: machine, disk and log.`,
      es: `Se ha borrado ${job.vm}: máquina, disco y registro.`,
    };
    return view({ tone: 'good', title: gone });
  }
  const card = vmCard(vm, findImage(lore.catalogue.known, vm.image), screen);
  if (!warning) return card;
  const parts: Part[] = [...card.parts, { kind: 'text', text: warning.reason }];
  if (warning.console) {
    parts.push({
      kind: 'code',
      label: { en: 'Its console says', es: 'Su consola dice' },
      text: warning.console,
    });
  }
  return { ...card, tone: 'warning', parts: [...parts, { kind: 'note', text: warning.hint }] };
}

function saidMessage({ said: { tone, title, texts, note } }: SaidResult): View {
  const parts: Part[] = texts.map((text) => ({ kind: 'text', text }));
  if (note) parts.push({ kind: 'note', text: note });
  return view({ tone, title, parts });
}

function batchMessage(family: JobFamily, lore: MessageLore): View {
  const { job, children } = family;
  const done = children.filter((child) => child.state === 'done').length;
  return view({
    tone: TONES[job.state],
    title: { en: `${done} of ${children.length} done`, es: `${done} de ${children.length} listas` },
    parts: [
      {
        kind: 'table',
        columns: [
          { label: { en: 'Machine', es: 'Máquina' }, whole: true },
          { label: { en: 'State', es: 'Estado' } },
          { label: { en: 'Address', es: 'Dirección' }, whole: true },
        ],
        rows: children.map((child) => [child.vm ?? child.id, childState(child, lore), childAddress(child)]),
        empty: '',
      },
      ...endOf(job),
    ],
    actions: isFinished(job) ? [] : [cancelAction(job)],
  });
}

function childState(child: Job, lore: MessageLore): Words {
  if (child.error) return child.error.text;
  if (child.state !== 'running') return STATE_WORDS[child.state];
  const step = stepLines(child, lore).find(({ state }) => state === 'running');
  if (!step) return STATE_WORDS.running;
  return step.fraction === undefined
    ? step.label
    : join([step.label, `${Math.round(step.fraction * 100)} %`], ' ');
}

function childAddress(child: Job): Words {
  const vm = child.state === 'done' ? (child.result as VmResult).vm : null;
  return vm ? addressOf(vm) : '—';
}
