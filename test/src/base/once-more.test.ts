import { expect, it } from 'vitest';
import { onceMore } from '../../../src/base/once-more.ts';

/** A call that ends when it is told to, and counts itself. */
function gated() {
  const gates: PromiseWithResolvers<void>[] = [];
  const ask = onceMore(() => {
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    return gate.promise;
  });
  return { gates, ask };
}

it('calls once more for however many ask meanwhile, and never twice at once', async () => {
  const { gates, ask } = gated();
  const all = [ask(), ask(), ask()];
  expect(gates).toHaveLength(1);
  gates[0]?.resolve();
  await expect.poll(() => gates.length).toBe(2);
  gates[1]?.resolve();
  await Promise.all(all);
  expect(gates).toHaveLength(2);
});

it('calls again for whoever asked while it failed, and tells the last failure alone', async () => {
  const { gates, ask } = gated();
  const first = ask();
  const second = ask();
  gates[0]?.reject(new Error('the first'));
  await expect.poll(() => gates.length).toBe(2);
  gates[1]?.resolve();
  await Promise.all([first, second]);
  const third = ask();
  gates[2]?.reject(new Error('the third'));
  await expect(third).rejects.toThrow('the third');
});
