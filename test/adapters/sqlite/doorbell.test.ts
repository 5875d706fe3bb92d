import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createDoorbell } from '../../../adapters/sqlite/doorbell.ts';
import { silentLog } from '../../../src/base/log.ts';
import { temporaryDirectory } from './support/store.ts';

function doorbell(file: string | null) {
  const bell = createDoorbell(file, silentLog);
  onTestFinished(() => bell.close());
  return bell;
}

const rung = (bell: ReturnType<typeof doorbell>) =>
  new Promise<void>((resolve) => {
    const stop = bell.listen(() => {
      stop();
      resolve();
    });
  });

test('who has the same file hears it', async () => {
  const file = join(temporaryDirectory(), 'bell');
  const [here, there] = [doorbell(file), doorbell(file)];
  const heard = Promise.all([rung(here), rung(there)]);
  here.ring();
  await heard;
  const again = rung(here);
  there.ring();
  await again;
});

test('many rings in one turn are heard as one, and those who left hear none', async () => {
  const bell = doorbell(null);
  let heard = 0;
  const count = () => {
    heard += 1;
  };
  const stops = [bell.listen(count), bell.listen(count)];
  for (let n = 0; n < 100; n += 1) bell.ring();
  await nextTurn();
  expect(heard).toBe(2);
  stops[0]?.();
  bell.ring();
  await nextTurn();
  expect(heard).toBe(3);
  stops[1]?.();
  bell.ring();
  await nextTurn();
  expect(heard).toBe(3);
});

test('a closed doorbell rings nowhere and harms nobody', () => {
  const bell = doorbell(join(temporaryDirectory(), 'bell'));
  bell.close();
  bell.close();
  expect(() => bell.ring()).not.toThrow();
});
