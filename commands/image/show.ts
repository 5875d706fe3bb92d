import type { Text } from '../../src/base/text.ts';
import { choiceName } from '../../src/command/choice-name.ts';
import { command } from '../../src/command/command.ts';
import { lineFor } from '../../src/command/line.ts';
import { positional } from '../../src/command/option.ts';
import type { ImageContext } from '../../src/image/context.ts';
import type { HostImage } from '../../src/image/host-image.ts';
import type { Image } from '../../src/image/image.ts';
import { imageData } from '../../src/image/image-data.ts';
import { image } from '../../src/image/option.ts';
import { isFetchable } from '../../src/image/source.ts';
import {
  firmwareWords,
  hardwareWords,
  KIND_WORDS,
  memoryWords,
  proofWords,
  sourceWords,
} from '../../src/image/words.ts';
import { convertedWords, TRUST_WORDS } from '../../src/image/work/fetch.ts';
import { type Action, type Field, type Part, view } from '../../src/view/view.ts';
import { sighted } from '../../src/vm/sighted.ts';
import { type Sighted, sightedWords } from '../../src/vm/sighted-words.ts';
import { imageGroup } from './group.ts';

export const show = command({
  path: ['image', 'show'],
  alias: { es: ['mostrar', 'ver'] },
  within: imageGroup,
  summary: {
    en: 'Show one image and what is known about it',
    es: 'Mostrar una imagen y lo que se sabe de ella',
  },
  examples: ['/image show slitaz'],
  needs: 'image:read',
  answer: 'private',
  options: { image: positional(image(), { en: 'The image', es: 'La imagen', alias: { es: ['imagen'] } }) },
  async run({ image: wanted }, context: ImageContext) {
    const { hypervisor } = context;
    const [images, machines] = await Promise.all([hypervisor.images(), hypervisor.list()]);
    const here = images.find(({ id }) => id === wanted.id);
    const usedBy = sighted(here?.usedBy ?? [], machines, context);
    return {
      kind: 'say',
      data: { image: imageData(wanted, here, usedBy) },
      view: view({
        title: choiceName({ value: wanted.id, label: wanted.title }, ': '),
        parts: [
          { kind: 'text', text: wanted.summary },
          { kind: 'fields', fields: [...fieldsOf(wanted), ...hostFields(here, usedBy)] },
          ...unverifiedPart(wanted),
        ],
        actions: actionsOf(wanted, here, context),
      }),
    };
  },
});

function fieldsOf(image: Image): readonly Field[] {
  const { cpus, memoryMiB, diskGiB } = image.defaults;
  const disk: Text =
    diskGiB === 0
      ? { en: 'no disk', es: 'sin disco' }
      : { en: `${diskGiB} GiB of disk`, es: `${diskGiB} GiB de disco` };
  const memory = memoryWords(memoryMiB);
  const least = memoryWords(image.minMemoryMiB);
  const fields: Field[] = [
    { label: { en: 'Kind', es: 'Tipo' }, value: KIND_WORDS[image.kind] },
    {
      label: { en: 'Size', es: 'Tamaño' },
      value: {
        en: `${cpus} CPU, ${memory} of memory (${least} at least), ${disk.en}`,
        es: `${cpus} CPU, ${memory} de memoria (${least} como mínimo), ${disk.es}`,
      },
    },
    { label: { en: 'Hardware', es: 'Hardware' }, value: hardwareWords(image.hardware) },
    { label: { en: 'Login', es: 'Acceso' }, value: image.login },
  ];
  if (image.bootWords)
    fields.push({ label: { en: 'Boot options', es: 'Opciones de arranque' }, value: image.bootWords });
  if (!image.asksForAddress) fields.push({ label: { en: 'Address', es: 'Dirección' }, value: NO_ADDRESS });
  if (image.aliases)
    fields.push({ label: { en: 'Also called', es: 'También llamada' }, value: image.aliases.join(', ') });
  fields.push({ label: { en: 'Source', es: 'Origen' }, value: sourceWords(image.source) });
  if (isFetchable(image.source))
    fields.push({ label: { en: 'Digest', es: 'Suma' }, value: proofWords(image.source) });
  return fields;
}

const NO_ADDRESS: Text = {
  en: 'its system does not ask for one by itself',
  es: 'su sistema no la pide por sí solo',
};

function hostFields(here: HostImage | undefined, usedBy: Sighted): readonly Field[] {
  const label: Text = { en: 'On the host', es: 'En el anfitrión' };
  if (!here) return [{ label, value: { en: 'no', es: 'no' } }];
  const fields: Field[] = [
    { label, value: `${Math.round(here.sizeBytes / 1e6)} MB, ${here.format}` },
    { label: 'SHA-256', value: here.sha256 },
  ];
  const startsWith = firmwareWords(here.boots);
  if (startsWith) fields.push({ label: { en: 'Starts with', es: 'Arranca con' }, value: startsWith });
  if (here.origin) {
    const { from, at, trust } = here.origin;
    fields.push(
      {
        label: { en: 'Downloaded', es: 'Descargada' },
        value: `${at.slice(0, 16).replace('T', ' ')} UTC, ${from}`,
      },
      { label: { en: 'Trust', es: 'Confianza' }, value: TRUST_WORDS[trust] },
    );
    const [converted] = convertedWords(here.origin);
    if (converted) fields.push({ label: { en: 'Converted', es: 'Convertida' }, value: converted });
  }
  if (here.usedBy.length > 0)
    fields.push({ label: { en: 'Used by', es: 'La usan' }, value: sightedWords(usedBy) });
  return fields;
}

function unverifiedPart({ unverified = [] }: Image): readonly Part[] {
  return unverified.map((what) => ({
    kind: 'note',
    text: { en: `Not verified: ${what.en}.`, es: `Sin verificar: ${what.es}.` },
  }));
}

function actionsOf(
  { id, source }: Image,
  here: HostImage | undefined,
  context: ImageContext,
): readonly Action[] {
  const actions: Action[] = [];
  if (context.reachOf('vm:create') && (here || isFetchable(source))) {
    actions.push({
      label: { en: 'Create', es: 'Crear' },
      command: lineFor('vm create', [id]),
      style: 'primary',
    });
  }
  if (!here && isFetchable(source) && context.reachOf('image:pull')) {
    actions.push({
      label: { en: 'Download', es: 'Descargar' },
      command: lineFor('image pull', [id]),
      style: 'plain',
    });
  }
  if (here && context.reachOf('image:pull')) {
    actions.push({
      label: { en: 'Verify', es: 'Verificar' },
      command: lineFor('image verify', [id]),
      style: 'plain',
    });
  }
  return actions;
}
