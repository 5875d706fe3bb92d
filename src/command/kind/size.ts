import type { OptionKind } from '../option.ts';

/** Mebibytes in each unit that people write; decimal and binary names mean the same here, as in libvirt's tools. */
const MIB: ReadonlyMap<string, number> = new Map([
  ['m', 1],
  ['mb', 1],
  ['mib', 1],
  ['g', 1024],
  ['gb', 1024],
  ['gib', 1024],
  ['t', 1024 ** 2],
  ['tb', 1024 ** 2],
  ['tib', 1024 ** 2],
]);
/** Three digits after a mark are refused: `1.500G` is one and a half in one country and thousands in another. */
const PATTERN = /^(\d{1,7}(?:[.,]\d{1,2})?)\s*([a-z]{0,3})$/i;

/**
 * An amount of memory or disk: `512M`, `1G`, `1,5GiB`; a bare number is in the unit itself.
 * @param unit what the value is given in; `min` and `max` are in it too
 */
export function size({
  unit,
  min,
  max,
}: {
  unit: 'MiB' | 'GiB';
  min: number;
  max: number;
}): OptionKind<number> {
  const inUnit = unit === 'MiB' ? 1 : 1024;
  const letter = unit === 'MiB' ? 'M' : 'G';
  return {
    placeholder: 'size',
    example: unit === 'MiB' ? '512M' : '10G',
    type: 'string',
    parse(word) {
      const [, amount = '', suffix = ''] = PATTERN.exec(word) ?? [];
      const factor = suffix === '' ? inUnit : MIB.get(suffix.toLowerCase());
      const value =
        factor === undefined || amount === ''
          ? Number.NaN
          : (Number(amount.replace(',', '.')) * factor) / inUnit;
      if (Number.isInteger(value) && value >= min && value <= max) return { ok: true, value };
      return {
        ok: false,
        problem: {
          en: `must be a size from ${min}${letter} to ${max}${letter}, in whole ${unit}`,
          es: `debe ser un tamaño de ${min}${letter} a ${max}${letter}, en ${unit} enteros`,
        },
      };
    },
  };
}
