import { UserError } from '../../base/errors.ts';
import type { SaidResult } from '../../job/text-result.ts';
import { type TargetInput, target } from '../../vm/work/target.ts';
import type { Image } from '../image.ts';
import type { ImageWork } from './tools.ts';

/** A machine to be made an image of. */
export type SaveImageInput = TargetInput & {
  /** As it will stand in the catalogue. */
  readonly image: Image;
  /** When it was asked for, in ISO 8601. */
  readonly at: string;
};

/** Makes an image of a machine that is off: one disk with everything in it. */
export const saveImage: ImageWork<SaveImageInput> = {
  kind: 'image.save',
  title: ({ name, image }) => ({
    en: `Saving ${name} as the image ${image.id}`,
    es: `Guardando ${name} como la imagen ${image.id}`,
  }),
  what: ({ name, image }) => ({
    en: `save ${name} as the image ${image.id}`,
    es: `guardar ${name} como la imagen ${image.id}`,
  }),
  steps: [
    {
      name: 'save',
      label: { en: 'Copy and check', es: 'Copia y comprobación' },
      slot: 'disk',
      async run(input, tools) {
        const vm = await target(input, tools);
        if (vm.power !== 'off') throw isOn(vm.name);
        const { image } = input;
        const declared = { ...image, defaults: { ...image.defaults, diskGiB: vm.spec.diskGiB } };
        await tools.hypervisor.saveImage(
          vm.ref,
          { id: image.id, origin: { from: vm.name, trust: 'local', at: input.at }, declared },
          { signal: tools.signal },
        );
        return undefined;
      },
    },
  ],
  result: async ({ name, image }): Promise<SaidResult> => ({
    said: {
      tone: 'good',
      title: {
        en: `${name} is saved as the image ${image.id}.`,
        es: `${name} está guardada como la imagen ${image.id}.`,
      },
      texts: [SYSPREP],
      note: {
        en: `Make a machine of it: /vm create ${image.id}`,
        es: `Cree una máquina con ella: /vm create ${image.id}`,
      },
    },
  }),
  causes: [],
};

/** What a copy of a system takes with it, and what to do about it before the copy. */
export const SYSPREP = {
  en: 'It carries everything that was on the disk: users, passwords, keys, histories. In its system, before it is switched off and saved: cloud-init clean --machine-id, or empty /etc/machine-id and remove /etc/ssh/ssh_host_*; else its copies share them.',
  es: 'Lleva todo lo que había en el disco: usuarios, contraseñas, claves, historiales. En su sistema, antes de apagarla y guardarla: cloud-init clean --machine-id, o vacíe /etc/machine-id y borre /etc/ssh/ssh_host_*; si no, sus copias los comparten.',
};

function isOn(name: string): UserError {
  return new UserError(
    'wrong-state',
    {
      en: `${name} is on, and only a machine that is off can be saved.`,
      es: `${name} está encendida, y solo se puede guardar una máquina apagada.`,
    },
    { en: `Stop it: /vm stop ${name}`, es: `Apáguela: /vm stop ${name}` },
  );
}
