import { type Bot, stepDone } from './bot.ts';
import { alternate, compared, type Figure } from './measure.ts';
import type { ReferenceLab } from './reference-lab.ts';

const MARKS = { running: stepDone('start'), address: stepDone('address') };

/** One machine at a time: order to running, order to address. */
export async function benchCreate(
  bot: Bot,
  reference: ReferenceLab,
  network: string,
  aim: number,
  rounds: number,
): Promise<readonly Figure[]> {
  let count = 0;
  const found = await alternate(
    rounds,
    async () => {
      count += 1;
      const name = `ours-${count}`;
      const marks = await bot.type(`/vm create tiny ${name}`, MARKS);
      await bot.type(`/vm delete ${name} --yes`, {});
      return marks;
    },
    async () => {
      const name = `theirs-${count}`;
      const marks = await reference.create(name, network);
      await reference.remove(name);
      return marks;
    },
  );
  const pick = (marks: readonly Record<string, number>[], mark: string) =>
    marks.map((one) => one[mark] ?? Number.NaN);
  return ['running', 'address'].map((mark) =>
    compared(
      `create → ${mark}, script on network ${network}`,
      pick(found.ours, mark),
      pick(found.theirs, mark),
      aim,
    ),
  );
}

/** Ten at once against the same script, four in parallel: order to the last address. */
export async function benchTen(
  bot: Bot,
  reference: ReferenceLab,
  network: string,
  aim: number,
  rounds: number,
): Promise<Figure> {
  let round = 0;
  const found = await alternate(
    rounds,
    async () => {
      round += 1;
      const { ended } = await bot.type(`/vm create tiny ten${round} --count 10`, {});
      for (let n = 1; n <= 10; n += 1) await bot.type(`/vm delete ten${round}-${n} --yes`, {});
      return ended ?? Number.NaN;
    },
    async () => {
      const startedAt = performance.now();
      const names = Array.from({ length: 10 }, (_, n) => `script${round}-${n + 1}`);
      const waiting = [...names];
      const lane = async () => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
          await reference.create(name, network);
      };
      await Promise.all([lane(), lane(), lane(), lane()]);
      const took = performance.now() - startedAt;
      for (const name of names) await reference.remove(name);
      return took;
    },
    0,
  );
  return compared(`ten at once → last address, script on network ${network}`, found.ours, found.theirs, aim);
}
