import { findImage } from '../../image/image.ts';
import type { Job } from '../../job/job.ts';
import type { Shown } from '../../job/work.ts';
import { type Part, type View, view } from '../../view/view.ts';
import { addressOf, vmCard } from '../card.ts';
import type { VmResult } from './result.ts';
import type { VmTools } from './tools.ts';

/** How what was done to a machine is shown: by its card, or by the word that it is gone. */
export const shownMachine: Shown<Pick<VmTools, 'catalogue'>> = {
  view(job, { catalogue }) {
    const { vm, warning, screen } = resultOf(job);
    if (vm === null) return goneView(job);
    const card = vmCard(vm, findImage(catalogue.known, vm.image), screen);
    return warning ? warned(card, warning) : card;
  },
  column: {
    label: { en: 'Address', es: 'Dirección' },
    of(job) {
      const { vm } = resultOf(job);
      return vm ? addressOf(vm) : '—';
    },
  },
  data(jobs, many) {
    const vms = jobs.flatMap((job) => resultOf(job).vm ?? []);
    if (many) return { vms };
    return vms.length > 0 ? { vm: vms[0] } : {};
  },
};

/** What a work on a machine stored is read by the same work. */
function resultOf(job: Job): VmResult {
  return job.result as VmResult;
}

function goneView({ vm }: Job): View {
  const title = {
    en: `${vm} has been deleted: machine, disk and log.`,
    es: `Se ha borrado ${vm}: máquina, disco y registro.`,
  };
  return view({ tone: 'good', title });
}

function warned(card: View, { reason, hint, console }: NonNullable<VmResult['warning']>): View {
  const parts: Part[] = [...card.parts, { kind: 'text', text: reason }];
  if (console) {
    parts.push({ kind: 'code', label: { en: 'Its console shows', es: 'En su consola' }, text: console });
  }
  return { ...card, tone: 'warning', parts: [...parts, { kind: 'note', text: hint }] };
}
