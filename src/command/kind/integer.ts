import type { OptionKind } from '../option.ts';

/** A whole number within bounds. */
export function integer({ min, max }: { min: number; max: number }): OptionKind<number> {
  return {
    placeholder: 'number',
    example: String(Math.max(min, Math.min(max, 2))),
    type: 'integer',
    min,
    max,
    parse(word) {
      const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
      if (value >= min && value <= max) return { ok: true, value };
      return {
        ok: false,
        problem: {
          en: `must be a whole number from ${min} to ${max}`,
          es: `debe ser un número entero de ${min} a ${max}`,
        },
      };
    },
  };
}
