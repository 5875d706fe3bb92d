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
        en: `${name} has been saved as the image ${image.id}.`,
        es: `${name} se ha guardado como la imagen ${image.id}.`,
      },
      texts: [SYSPREP],
      note: {
        en: `Create a machine from it: /vm create ${image.id}`,
        es: `Para crear una máquina con ella: /vm create ${image.id}`,
      },
    },
  }),
  causes: [],
};

/** What a copy of a system takes with it, and what to do about it before the copy. */
export const SYSPREP = {
  en: 'It contains everything that was on the disk: users, passwords, keys, histories. To keep its copies from sharing an identity, run this in its system before you switch it off and save it: cloud-init clean --machine-id; or empty /etc/machine-id and remove /etc/ssh/ssh_host_*.',
  es: 'Contiene todo lo que había en el disco: usuarios, contraseñas, claves, historiales. Para que sus copias no compartan identidad, antes de apagarla y guardarla ejecute en su sistema: cloud-init clean --machine-id; o vacíe /etc/machine-id y borre /etc/ssh/ssh_host_*.',
};

function isOn(name: string): UserError {
  return new UserError(
    'wrong-state',
    {
      en: `${name} is on. Only a machine that is off can be saved.`,
      es: `${name} está encendida. Solo se puede guardar una máquina apagada.`,
    },
    { en: `Stop it: /vm stop ${name}`, es: `Apáguela: /vm stop ${name}` },
  );
}
