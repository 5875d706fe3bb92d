import { expect, test } from 'vitest';
import { createOrder } from '../../../../adapters/libvirt/machine/order.ts';

test('tasks of one key come one after the other, those of another beside them', async () => {
  const order = createOrder();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = order.run('a', undefined, async () => {
    seen.push('a1 begins');
    await gate.promise;
    seen.push('a1 ends');
  });
  const second = order.run('a', undefined, async () => void seen.push('a2'));
  await order.run('b', undefined, async () => void seen.push('b1'));
  gate.resolve();
  await Promise.all([first, second]);
  expect(seen).toEqual(['a1 begins', 'b1', 'a1 ends', 'a2']);
});

test('a task that fails does not hold up the next', async () => {
  const order = createOrder();
  const failed = order.run('a', undefined, () => Promise.reject(new Error('no')));
  const next = order.run('a', undefined, async () => 'yes');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('an abort gives up at once, and the next still waits for what goes on', async () => {
  const order = createOrder();
  const abort = new AbortController();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let over = false;
  const given = order.run('a', abort.signal, async () => {
    begun.resolve();
    await gate.promise;
    over = true;
  });
  const next = order.run('a', undefined, async () => over);
  await begun.promise;
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(given).rejects.toBe(reason);
  expect(over).toBe(false);
  gate.resolve();
  expect(await next).toBe(true);
});

test('a task that was aborted in line is never begun', async () => {
  const order = createOrder();
  const abort = new AbortController();
  const gate = Promise.withResolvers<void>();
  const first = order.run('a', undefined, () => gate.promise);
  let begun = false;
  const second = order.run('a', abort.signal, async () => {
    begun = true;
  });
  abort.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  gate.resolve();
  await first;
  await order.run('a', undefined, async () => undefined);
  expect(begun).toBe(false);
});
