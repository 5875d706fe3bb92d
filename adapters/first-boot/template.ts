import { wrong } from './user-data-fault.ts';

/** The line by which cloud-init fills a text in on the machine before it reads it (cloud-init docs: jinja). */
export const TEMPLATE_HEADER = '## template: jinja';
const FIRST_LINE = /^##[ \t]*template:[ \t]*jinja[ \t]*(?:\n|$)/i;
const LATER_LINE = /^[ \t]*##[ \t]*template:[ \t]*jinja[ \t]*$/im;

/** Its beginnings, and how each of them ends. */
const ENDS = { '{{': '}}', '{#': '#}' } as const;
/** A word, as most of what is filled in is. */
const STAND_IN = 'x';

/**
 * A text without the line that makes it a template; null where it is none.
 * @throws UserError where that line is not the first, and would say nothing
 */
export function withoutTemplateHeader(text: string): string | null {
  const [header] = FIRST_LINE.exec(text) ?? [];
  if (header !== undefined) return text.slice(header.length);
  if (!LATER_LINE.test(text)) return null;
  throw wrong(
    {
      en: `“${TEMPLATE_HEADER}” must be the first line; anywhere else it is only a comment.`,
      es: `«${TEMPLATE_HEADER}» debe ser la primera línea; en otro lugar es solo un comentario.`,
    },
    {
      en: 'Put it above #cloud-config and everything else.',
      es: 'Póngala antes de #cloud-config y de todo lo demás.',
    },
  );
}

/**
 * A template with a word for each `{{ … }}` in it and without comments, line by line: what it is on the machine, as
 * far as it can be known before.
 * @throws UserError where it decides on the machine what it is
 */
export function filledIn(template: string): string {
  let filled = '';
  let at = 0;
  while (at < template.length) {
    const next = template.slice(at).search(/\{[{#%]/);
    if (next < 0) break;
    const from = at + next;
    const opening = template.slice(from, from + 2);
    if (opening === '{%') throw decides();
    const end = template.indexOf(ENDS[opening as keyof typeof ENDS], from + 2);
    if (end < 0) throw notClosed(opening);
    const lineEnds = template.slice(from, end).replace(/[^\n]/g, '');
    filled += template.slice(at, from) + (opening === '{{' ? STAND_IN : lineEnds);
    at = end + 2;
  }
  return filled + template.slice(at);
}

function decides() {
  return wrong(
    {
      en: 'labvm cannot check a template with {% … %}, and delivers nothing unchecked.',
      es: 'labvm no puede comprobar una plantilla con {% … %}, y no entrega nada sin comprobar.',
    },
    {
      en: 'Use only {{ … }}, such as {{ v1.local_hostname }}.',
      es: 'Use solo {{ … }}, por ejemplo {{ v1.local_hostname }}.',
    },
  );
}

function notClosed(opening: string) {
  return wrong({
    en: `the template opens ${opening} and does not close it.`,
    es: `la plantilla abre ${opening} y no lo cierra.`,
  });
}
