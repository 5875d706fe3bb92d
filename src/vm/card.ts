import type { Text } from '../base/text.ts';
import { lineFor } from '../command/line.ts';
import { type Action, type Field, type Part, type PicturePart, type View, view } from '../view/view.ts';
import { POWER_WORDS, stateOf } from './power-words.ts';
import { stallWords } from './stall.ts';
import type { VmData } from './vm-data.ts';

/** What a machine's image says of it; this room knows no images. */
interface Lore {
  readonly login: Text;
  readonly bootWords?: Text;
}

/** A picture of a screen, as plain data. */
export type ScreenShot = Pick<PicturePart, 'png' | 'width' | 'height'>;

/** A machine as one message: what it is, where it is, and what can be done with it. */
export function vmCard(vm: VmData, image?: Lore, screen?: ScreenShot): View {
  const picture = screen ? [screenPicture(vm.name, screen)] : [];
  return view({
    tone: toneOf(vm),
    title: vm.name,
    parts: [
      { kind: 'fields', fields: fieldsOf(vm, image) },
      ...wayOutOf(vm),
      ...faultsOf(vm),
      ...picture,
      ...limitsOf(vm),
    ],
    actions: actionsOf(vm),
  });
}

/** A machine's screen, small. */
export function screenPicture(name: string, { png, width, height }: ScreenShot): PicturePart {
  const alt = { en: `Screen of ${name}`, es: `Pantalla de ${name}` };
  return { kind: 'picture', alt, png, width, height, size: 'thumbnail' };
}

function toneOf(vm: VmData): View['tone'] {
  if (vm.power === 'crashed' || vm.stall) return 'bad';
  if (contestedOf(vm)) return 'warning';
  return vm.power === 'running' ? 'good' : 'plain';
}

/** What lets a machine go on that its host holds still; why it does is its state. */
function wayOutOf({ name, stall }: VmData): readonly Part[] {
  return stall ? [{ kind: 'note', text: stallWords(name, stall).hint }] : [];
}

function fieldsOf(vm: VmData, image: Lore | undefined): readonly Field[] {
  const fields: Field[] = [
    { label: { en: 'State', es: 'Estado' }, value: stateOf(vm) },
    { label: { en: 'Address', es: 'Dirección' }, value: addressOf(vm) },
    { label: { en: 'Image', es: 'Imagen' }, value: vm.image },
    { label: { en: 'Size', es: 'Tamaño' }, value: sizeOf(vm) },
    { label: { en: 'Owner', es: 'Dueño' }, value: vm.owner },
  ];
  if (vm.disc !== undefined) {
    fields.push({ label: { en: 'Disc in the drive', es: 'Disco en la unidad' }, value: vm.disc ?? '—' });
  }
  if (image) fields.push({ label: { en: 'Login', es: 'Acceso' }, value: image.login });
  if (image?.bootWords) {
    fields.push({ label: { en: 'Boot options', es: 'Opciones de arranque' }, value: image.bootWords });
  }
  return fields;
}

const FROM_HOST_ONLY: Text = {
  en: 'This address can only be reached from the lab host.',
  es: 'Esta dirección solo es accesible desde el anfitrión del laboratorio.',
};

/** What is said of the address that is shown: whoever tries it from their own computer waits in vain. */
function limitsOf({ addresses, reachedFrom }: VmData): readonly Part[] {
  const fromHostOnly = reachedFrom === 'host' && addresses.some(({ family }) => family === 'ipv4');
  return fromHostOnly ? [{ kind: 'note', text: FROM_HOST_ONLY }] : [];
}

function contestedOf({ addresses }: VmData): string | null {
  return addresses.find(({ contested }) => contested)?.ip ?? null;
}

/** An address that is not this machine's alone is worse than none: people log in to somebody else's machine. */
function faultsOf(vm: VmData): readonly Part[] {
  const ip = contestedOf(vm);
  if (ip === null) return [];
  return [
    {
      kind: 'text',
      text: {
        en: `Another machine also claims ${ip}, so it may not be ${vm.name} that answers there.`,
        es: `Otra máquina reclama también ${ip}, así que puede que quien responda ahí no sea ${vm.name}.`,
      },
    },
    {
      kind: 'note',
      text: {
        en: `Use its console: /vm console ${vm.name}. An administrator can give every machine an address of its own: /host doctor says how.`,
        es: `Use su consola: /vm console ${vm.name}. Un administrador puede dar a cada máquina una dirección propia: /host doctor dice cómo.`,
      },
    },
  ];
}

/** The address that people use: the first IPv4 one; a dash where there is none. */
export function addressOf(vm: Pick<VmData, 'addresses'>): string {
  return (vm.addresses.find(({ family }) => family === 'ipv4') ?? vm.addresses[0])?.ip ?? '—';
}

/** CPUs, memory and disk in one line. */
export function sizeOf({ spec }: Pick<VmData, 'spec'>): Text {
  const memory = spec.memoryMiB % 1024 === 0 ? `${spec.memoryMiB / 1024} GiB` : `${spec.memoryMiB} MiB`;
  if (spec.diskGiB === 0) {
    return {
      en: `${spec.cpus} CPU, ${memory} of memory, no disk`,
      es: `${spec.cpus} CPU, ${memory} de memoria, sin disco`,
    };
  }
  return {
    en: `${spec.cpus} CPU, ${memory} of memory, ${spec.diskGiB} GiB of disk`,
    es: `${spec.cpus} CPU, ${memory} de memoria, ${spec.diskGiB} GiB de disco`,
  };
}

const START = { en: 'Start', es: 'Arrancar' };
const STOP = { en: 'Stop', es: 'Apagar' };
const RESTART = { en: 'Restart', es: 'Reiniciar' };
const RESUME = { en: 'Resume', es: 'Reanudar' };
const CONSOLE = { en: 'Console', es: 'Consola' };
const DELETE = { en: 'Delete', es: 'Borrar' };

/** What can be done with a machine as it is. */
export function actionsOf(vm: VmData): readonly Action[] {
  const remove: Action = {
    label: DELETE,
    command: lineFor('vm delete', [vm.name]),
    style: 'danger',
    confirm: lossOf(vm),
  };
  const console = plain(CONSOLE, `/vm console ${vm.name}`);
  switch (vm.power) {
    case 'running':
      return [console, plain(STOP, `/vm stop ${vm.name}`), plain(RESTART, `/vm restart ${vm.name}`), remove];
    case 'paused':
      return [plain(RESUME, `/vm resume ${vm.name}`), console, plain(STOP, `/vm stop ${vm.name}`), remove];
    case 'crashed':
      return [plain(RESTART, `/vm restart ${vm.name}`), console, remove];
    case 'off':
      return [{ label: START, command: lineFor('vm start', [vm.name]), style: 'primary' }, remove];
  }
}

function plain(label: Text, command: string): Action {
  return { label, command, style: 'plain' };
}

/** What is lost with a machine, for the question before its deletion. */
export function lossOf(vm: VmData): Text {
  if (vm.spec.diskGiB === 0) {
    return {
      en: `${vm.name} (${vm.image}, ${POWER_WORDS[vm.power].en}, owner ${vm.owner}) will be deleted with its log. This cannot be undone.`,
      es: `Se borrará ${vm.name} (${vm.image}, ${POWER_WORDS[vm.power].es}, de ${vm.owner}) con su registro. No se puede deshacer.`,
    };
  }
  return {
    en: `${vm.name} (${vm.image}, ${POWER_WORDS[vm.power].en}, owner ${vm.owner}) will be deleted with its ${vm.spec.diskGiB} GiB disk and its log. This cannot be undone.`,
    es: `Se borrará ${vm.name} (${vm.image}, ${POWER_WORDS[vm.power].es}, de ${vm.owner}) con su disco de ${vm.spec.diskGiB} GiB y su registro. No se puede deshacer.`,
  };
}
