import { expect, it } from 'vitest';
import { ejectDisc, insertDisc } from '../../../../src/vm/work/disc.ts';
import { ANA, addImage, addMachine } from '../../../commands/support/lab.ts';
import { runStep, workBench } from './support/bench.ts';

it('a disc goes into the drive and out of it, and the card says which', async () => {
  const bench = workBench();
  addImage(bench.hypervisor, 'slitaz', { format: 'iso' });
  addImage(bench.hypervisor, 'alpine', { format: 'iso' });
  addMachine(bench.hypervisor, 'live1', 'running', ANA.id, 'slitaz', 'live');
  const insert = { name: 'live1', image: 'alpine' };
  await runStep(insertDisc, 'insert', insert, bench);
  expect(await insertDisc.result?.(insert, bench.tools)).toMatchObject({ vm: { disc: 'alpine' } });
  const eject = { name: 'live1', force: false };
  await runStep(ejectDisc, 'eject', eject, bench);
  expect(await ejectDisc.result?.(eject, bench.tools)).toMatchObject({ vm: { disc: null } });
});

it('a machine that is gone is told of', async () => {
  const eject = { name: 'gone', force: true };
  await expect(runStep(ejectDisc, 'eject', eject, workBench())).rejects.toMatchObject({ code: 'not-found' });
});

it('a drive that does not hold what it was told to is told of', async () => {
  const bench = workBench();
  addImage(bench.hypervisor, 'slitaz', { format: 'iso' });
  addMachine(bench.hypervisor, 'live1', 'running', ANA.id, 'slitaz', 'live');
  const hypervisor = {
    ...bench.hypervisor,
    insertDisc: async () => undefined,
    ejectDisc: async () => undefined,
  };
  const deaf = { ...bench, tools: { ...bench.tools, hypervisor } };
  const words = {
    en: 'The host accepted the order, but the drive of live1 contains slitaz.',
    es: 'El anfitrión aceptó la orden, pero la unidad de live1 contiene slitaz.',
  };
  for (const asked of [
    runStep(insertDisc, 'insert', { name: 'live1', image: 'alpine' }, deaf),
    runStep(ejectDisc, 'eject', { name: 'live1', force: true }, deaf),
  ]) {
    await expect(asked).rejects.toMatchObject({ code: 'failed', text: words });
  }
});
