import type { ErrorObject } from 'ajv';

/** What ajv found, as sentences with the place: `components[0].style: must be equal to one of …`. */
export function ajvBreaches(errors: readonly ErrorObject[] | null | undefined): string[] {
  // A condition that fails only repeats what its consequence said.
  const told = (errors ?? []).filter(({ keyword }) => keyword !== 'if');
  return [...new Set(told.map(breach))];
}

function breach({ instancePath, keyword, message = 'is wrong', params }: ErrorObject): string {
  const place = placeOf(instancePath);
  if (keyword === 'additionalProperties')
    return `${place}: nobody knows its property ${JSON.stringify(params.additionalProperty)}`;
  if (keyword === 'enum') return `${place}: must be one of ${JSON.stringify(params.allowedValues)}`;
  if (keyword === 'const') return `${place}: must be ${JSON.stringify(params.allowedValue)}`;
  return `${place}: ${message}`;
}

/** `/components/0/style` as `components[0].style`; `body` for the whole. */
export function placeOf(pointer: string): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  return place === '' ? 'body' : place.replace(/^\./, '');
}
