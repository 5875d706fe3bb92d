import { describe, expect, expectTypeOf, it } from 'vitest';
import { command } from '../../../src/command/command.ts';
import { flag } from '../../../src/command/kind/flag.ts';
import { integer } from '../../../src/command/kind/integer.ts';
import { named, positional, type Values } from '../../../src/command/option.ts';
import type { Image } from '../../../src/image/image.ts';
import { image } from '../../../src/image/option.ts';
import { view } from '../../../src/view/view.ts';
import { vm } from '../../../src/vm/options/vm.ts';
import type { Vm } from '../../../src/vm/vm.ts';

const WORDS = { en: 'x', es: 'x' };

/** Checked by the compiler; the run only proves that the builders do not lose what they were given. */
describe('Values', () => {
  it('infers what is required, what may be missing, and what a name is looked up to', () => {
    const sample = command({
      path: ['sample'],
      summary: WORDS,
      examples: ['/sample tiny'],
      needs: 'help',
      answer: 'private',
      options: {
        image: positional(image(), WORDS),
        target: positional.optional(vm({ needs: 'vm:read' }), WORDS),
        count: named(integer({ min: 1, max: 9 }), WORDS),
        all: named(flag(), WORDS),
      },
      run(values) {
        expectTypeOf(values.image).toEqualTypeOf<Image>();
        expectTypeOf(values.target).toEqualTypeOf<Vm | undefined>();
        expectTypeOf(values.count).toEqualTypeOf<number | undefined>();
        expectTypeOf(values.all).toEqualTypeOf<boolean | undefined>();
        expectTypeOf(values).not.toHaveProperty('other');
        return { kind: 'say', view: view({ parts: [] }) };
      },
    });
    expectTypeOf<keyof Values<typeof sample.options>>().toEqualTypeOf<'image' | 'target' | 'count' | 'all'>();
    const { options } = sample;
    expect(Object.values(options).map(({ positional: p, required: r }) => [p, r])).toEqual([
      [true, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
  });
});
