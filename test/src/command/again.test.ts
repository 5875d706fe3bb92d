import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { againOf } from '../../../src/command/again.ts';
import { parseLine } from '../../../src/command/parse.ts';
import { createRegistry } from '../../../src/command/registry.ts';
import { ANA, addMachine, commandLab } from '../../commands/support/lab.ts';

const registry = createRegistry(commands);
const again = (line: string, alone = {}) => againOf(parseLine(line, registry), alone);

test.for([
  ['/vm create tiny web1 --memory 256M', '/vm create tiny web1 --memory 256M'],
  ['labvm vm crear tiny', '/vm create tiny'],
  ['/vm delete web1 --yes', '/vm delete web1'],
] as const)('%s is asked for anew by %s', ([line, expected]) => {
  expect(again(line)).toEqual({ line: expected, isWhole: true });
});

test('one of several is asked for by itself', () => {
  expect(again('/vm create tiny class --count 3 --cpus 2', { name: 'class-2', count: null })).toEqual({
    line: '/vm create tiny class-2 --cpus 2',
    isWhole: true,
  });
});

test('a secret is not kept, and the line is not whole without it', () => {
  const { line, isWhole } = again('/vm create debian web1 --user-data "password: hunter2"');
  expect(isWhole).toBe(false);
  expect(line).toBe('/vm create debian web1 --user-data …');
});

test('it is stored with each job', async () => {
  const lab = commandLab({ role: 'teacher' });
  await lab.ask('/vm create tiny class --count 2', ANA);
  expect(lab.starts[0]?.jobs.map(({ again }) => again?.line)).toEqual([
    '/vm create tiny class-1',
    '/vm create tiny class-2',
  ]);
  addMachine(lab.hypervisor, 'web1');
  const answer = await lab.ask('/vm stop web1', ANA);
  if (answer.kind !== 'started') throw new Error('It did not start.');
  expect((await lab.store.jobs.get(answer.jobId))?.again).toEqual({ line: '/vm stop web1', isWhole: true });
});
