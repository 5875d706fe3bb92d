import type { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/base/text.ts';
import { wrong } from './user-data-fault.ts';

/** What is meant for a first start, and is no cloud-config. */
interface Format {
  /** How it begins, after blanks, in any case (cloud-init's `type_from_starts_with`). */
  readonly begins: RegExp;
  readonly what: Text;
  readonly instead: Text;
}

const ONE_CONFIG: Text = {
  en: 'Give only the cloud-config inside it.',
  es: 'Dé solo el cloud-config que contiene.',
};
const RUN: Text = {
  en: 'Write its commands under runcmd: --user-data "runcmd: [apt-get update]"',
  es: 'Escriba sus órdenes en runcmd: --user-data "runcmd: [apt-get update]"',
};

/** cloud-init docs: user-data formats. The longer beginnings come first. */
const FORMATS: readonly Format[] = [
  { begins: /^#!/, what: { en: 'a script', es: 'un script' }, instead: RUN },
  {
    begins: /^#include/i,
    what: { en: 'a list of addresses (#include)', es: 'una lista de direcciones (#include)' },
    instead: { en: 'Give the text behind those addresses instead.', es: 'Dé el texto que hay en ellas.' },
  },
  {
    begins: /^#cloud-config-(?:archive|jsonp)/i,
    what: {
      en: 'several parts in one (#cloud-config-archive or -jsonp)',
      es: 'varias partes en una (#cloud-config-archive o -jsonp)',
    },
    instead: ONE_CONFIG,
  },
  {
    begins: /^#(?:part-handler|cloud-boothook|upstart-job)/i,
    what: {
      en: 'a program for cloud-init (#cloud-boothook, #part-handler)',
      es: 'un programa para cloud-init (#cloud-boothook, #part-handler)',
    },
    instead: RUN,
  },
  {
    begins: /^(?:content-type|mime-version):/i,
    what: { en: 'a message of several parts (MIME)', es: 'un mensaje de varias partes (MIME)' },
    instead: ONE_CONFIG,
  },
  {
    begins: /^##\s*template:(?!\s*jinja\s*(?:\n|$))/i,
    what: {
      en: 'a template of another kind than “## template: jinja”',
      es: 'una plantilla de otro tipo que «## template: jinja»',
    },
    instead: { en: 'Write it as a plain cloud-config.', es: 'Escríbala como un cloud-config normal.' },
  },
];

/** Why a text that is meant for a first start is not taken; null where it may be a cloud-config. */
export function otherFormat(text: string): UserError | null {
  const begins = text.trimStart();
  const found = FORMATS.find((format) => format.begins.test(begins));
  return found ? notTaken(found.what, found.instead) : null;
}

/** The same of a text that is YAML, by what is in it: Ignition's configuration, and Butane's, which becomes one. */
export function otherContent(content: object): UserError | null {
  const isIgnition = 'ignition' in content;
  const isButane = 'variant' in content && (content.variant === 'fcos' || content.variant === 'flatcar');
  if (!isIgnition && !isButane) return null;
  return notTaken(
    { en: 'a configuration for Ignition', es: 'una configuración para Ignition' },
    {
      en: 'Write it as a cloud-config: images that accept --user-data do not read Ignition.',
      es: 'Escríbala como un cloud-config: las imágenes que admiten --user-data no leen Ignition.',
    },
  );
}

/** How far cloud-init looks for a message's header, in bytes (`convert_string`). */
const MESSAGE_BYTES = 4096;

/** Why a text would not arrive: with these words in it, it is read as mail, which holds ASCII only. */
export function mangledAsMessage(text: string): UserError | null {
  const beginning = Buffer.from(text).subarray(0, MESSAGE_BYTES).toString('latin1');
  if (!/mime-version:/i.test(beginning) || /^[\n\t -~]*$/.test(text)) return null;
  return wrong(
    {
      en: 'cloud-init takes a text with “MIME-Version:” for an e-mail, and would garble its non-ASCII characters.',
      es: 'cloud-init toma por correo un texto con «MIME-Version:», y estropearía los caracteres que no son ASCII.',
    },
    {
      en: 'Write the part with these words in base64 (encoding: b64 under write_files).',
      es: 'Escriba en base64 la parte que contiene esas palabras (encoding: b64 en write_files).',
    },
  );
}

/** @param what with its article */
export function notTaken(what: Text, instead: Text): UserError {
  return wrong(
    {
      en: `this is ${what.en}; labvm accepts a cloud-config, and checks it before delivering it.`,
      es: `esto es ${what.es}; labvm acepta un cloud-config, y lo comprueba antes de entregarlo.`,
    },
    instead,
  );
}
