import type { Text } from '../../base/text.ts';
import { findImage } from '../../image/image.ts';
import type { Job } from '../../job/job.ts';
import type { Shown } from '../../job/work.ts';
import { type View, view } from '../../view/view.ts';
import { addressOf, vmCard } from '../card.ts';
import { diagnosisParts } from '../diagnosis-parts.ts';
import { machineActions, machineTable } from '../list-view.ts';
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
  list(jobs) {
    const vms = jobs.flatMap((job) => resultOf(job).vm ?? []);
    const { actions, notes } = machineActions(vms);
    const parts = vms.length === 0 ? [] : [machineTable(vms, NOBODY), ...notes];
    return view({ tone: 'good', title: howMany(jobs.length), parts, actions });
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

const NOBODY: Text = { en: 'There are no machines.', es: 'No hay máquinas.' };

function howMany(count: number): Text {
  return { en: `${count} machines are ready`, es: `${count} máquinas están listas` };
}

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

function warned(card: View, warning: NonNullable<VmResult['warning']>): View {
  return { ...card, tone: 'warning', parts: [...card.parts, ...diagnosisParts(warning)] };
}
