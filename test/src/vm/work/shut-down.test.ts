import { describe, expect, it } from 'vitest';
import { say, type Words } from '../../../../src/base/text.ts';
import { shutDownStep } from '../../../../src/vm/work/shut-down.ts';
import { addMachine } from '../../../commands/support/lab.ts';
import { workBench } from './support/bench.ts';

/** Shuts a machine down to which something happens on its way; what is said of it, and what it is waited for. */
async function shutDown(happens: (bench: ReturnType<typeof workBench>) => 'off' | 'crashed' | 'paused') {
  const bench = workBench();
  addMachine(bench.hypervisor, 'web1');
  const waited: unknown[] = [];
  const tools: typeof bench.tools = {
    ...bench.tools,
    hypervisor: { ...bench.hypervisor, shutdown: async () => undefined },
    waitForPower: async (_ref, wanted) => {
      waited.push(wanted);
      const power = happens(bench);
      return wanted.includes(power) ? power : 'timeout';
    },
  };
  const input = { name: 'web1', forceAfterSeconds: 3600 };
  const words: Words | undefined = await shutDownStep.run(input, tools);
  const { power } = bench.world.machine('web1');
  return { en: say(words ?? '', 'en'), es: say(words ?? '', 'es'), times: waited.length, power };
}

describe('a machine that is shut down', () => {
  it('is switched off at once where the full disk pauses it on its way: it hears nothing any more', async () => {
    const said = await shutDown(({ world }) => {
      world.stall('web1', 'disk-full');
      return 'paused';
    });
    expect(said).toEqual({
      en: "by force, because its system was not running (paused: the host's disk is full)",
      es: 'a la fuerza, porque su sistema no estaba en marcha (en pausa: el disco del anfitrión está lleno)',
      times: 1,
      power: 'off',
    });
  });

  it('is switched off at once where it crashes, which is told as that', async () => {
    const said = await shutDown(({ world }) => {
      world.change(world.machine('web1'), 'crashed', 'crashed');
      return 'crashed';
    });
    expect(said).toMatchObject({
      en: expect.stringMatching(/^by force, .* \(crashed/),
      times: 1,
      power: 'off',
    });
  });

  it('is left to its own system where that ends it', async () => {
    const said = await shutDown(({ world }) => {
      world.change(world.machine('web1'), 'off', 'shutdown');
      return 'off';
    });
    expect(said).toMatchObject({ en: 'by its own system', times: 1, power: 'off' });
  });
});
