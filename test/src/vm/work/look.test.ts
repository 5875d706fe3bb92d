import { describe, expect, it } from 'vitest';
import { say } from '../../../../src/base/text.ts';
import type { Stall } from '../../../../src/vm/vm.ts';
import { remove } from '../../../../src/vm/work/remove.ts';
import type { VmResult } from '../../../../src/vm/work/result.ts';
import { type ResumeInput, resume } from '../../../../src/vm/work/resume.ts';
import { kill, pause } from '../../../../src/vm/work/switch.ts';
import { addMachine } from '../../../commands/support/lab.ts';
import { planOf } from '../../../contract/hypervisor-lab.ts';
import { troubleDoc } from '../../../support/trouble-doc.ts';
import { runStep, type WorkBench, workBench } from './support/bench.ts';

const WEB1 = { name: 'web1' };
const AT = new Date('2026-05-05T10:00:00Z');

/** A machine that its host has paused; the disk is as it was unless the test makes room. */
function stalled(stall: Stall = 'disk-full') {
  const bench = workBench({ startedAt: AT });
  addMachine(bench.hypervisor, 'web1');
  bench.world.host.freeDiskGiB = 0;
  bench.world.stall('web1', stall);
  return bench;
}

describe('a machine that is resumed', () => {
  it('goes on where there is room again', async () => {
    const bench = stalled();
    bench.world.host.freeDiskGiB = 5;
    await runStep(resume, 'order', WEB1, bench);
    expect(bench.world.machine('web1')).toMatchObject({ power: 'running', stall: undefined });
  });

  it('is never called resumed where it stops again', async () => {
    const words = {
      en: "web1 is paused: the host's disk is full. It was resumed, but stopped again.",
      es: 'web1 está en pausa: el disco del anfitrión está lleno. Se reanudó, pero se detuvo de nuevo.',
    };
    await expect(runStep(resume, 'order', WEB1, stalled())).rejects.toMatchObject({
      code: 'no-capacity',
      text: words,
      hint: { en: expect.stringContaining('/vm resume web1') },
    });
    expect(troubleDoc).toContain(words.en);
  });

  it('is waited for, as it may stop a moment later, and told of what stops it then', async () => {
    const bench = stalled();
    bench.world.host.freeDiskGiB = 5;
    const wanted: unknown[] = [];
    const tools: WorkBench['tools'] = {
      ...bench.tools,
      waitForPower: async (_ref, powers) => {
        wanted.push(powers);
        bench.world.stall('web1', 'disk-error');
        return 'paused';
      },
    };
    await expect(runStep(resume, 'order', WEB1, { ...bench, tools })).rejects.toMatchObject({
      code: 'failed',
      text: { en: expect.stringMatching(/its disk has errors\. It was resumed/) },
    });
    expect(wanted).toEqual([['paused', 'off', 'crashed', null]]);
  });

  it('is told of as it is where somebody else holds it again', async () => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1', 'paused');
    const hypervisor = { ...bench.hypervisor, resume: async () => undefined };
    const tools = { ...bench.tools, hypervisor };
    await expect(runStep(resume, 'order', WEB1, { ...bench, tools })).rejects.toMatchObject({
      code: 'wrong-state',
      text: {
        en: 'The host accepted the order for web1, but it is paused now.',
        es: 'El anfitrión aceptó la orden para web1, pero ahora está en pausa.',
      },
    });
  });
});

describe('an order that was taken', () => {
  it.each([
    ['pause', pause, 'running'],
    ['kill', kill, 'off'],
  ] as const)('%s is done only where the machine is so', async (name, work, otherwise) => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1');
    await runStep(work, 'order', WEB1, bench);
    const deaf = workBench();
    addMachine(deaf.hypervisor, 'web1', otherwise === 'off' ? 'paused' : 'running');
    const hypervisor = { ...deaf.hypervisor, [name]: async () => undefined };
    const asked = runStep(work, 'order', WEB1, { ...deaf, tools: { ...deaf.tools, hypervisor } });
    await expect(asked).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

it('a machine that the disk stops, though nobody told it to go on, is not told of as if somebody had', async () => {
  const bench = stalled();
  const hypervisor = { ...bench.hypervisor, kill: async () => undefined };
  const asked = runStep(kill, 'order', WEB1, { ...bench, tools: { ...bench.tools, hypervisor } });
  await expect(asked).rejects.toMatchObject({
    code: 'no-capacity',
    text: {
      en: "web1 is paused: the host's disk is full.",
      es: 'web1 está en pausa: el disco del anfitrión está lleno.',
    },
  });
});

describe('a machine that is deleted', () => {
  it.each([
    ['is gone', 'req-web1', undefined],
    ['is not called deleted while it is there', 'none', 'wrong-state'],
  ] as const)('%s', async (_what, requestId, code) => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1');
    const hypervisor = {
      ...bench.hypervisor,
      remove: () => bench.hypervisor.discard({ requestId, name: 'web1' }),
    };
    const asked = runStep(remove, 'remove', WEB1, { ...bench, tools: { ...bench.tools, hypervisor } });
    await (code ? expect(asked).rejects.toMatchObject({ code }) : asked);
  });

  it('may have left its name to another one by then', async () => {
    const bench = workBench();
    addMachine(bench.hypervisor, 'web1');
    const old = bench.world.machine('web1').ref;
    const hypervisor = {
      ...bench.hypervisor,
      async remove(ref: typeof old) {
        await bench.hypervisor.remove(ref);
        bench.world.add({ ...planOf('web1'), requestId: 'another' });
      },
    };
    await runStep(remove, 'remove', WEB1, { ...bench, tools: { ...bench.tools, hypervisor } });
    expect(bench.world.machines.has(old)).toBe(false);
  });
});

describe('the clock of a machine that was paused', () => {
  const end = async (input: ResumeInput, clock: 'agent' | 'no agent') => {
    const bench = workBench({ startedAt: AT });
    addMachine(bench.hypervisor, 'web1');
    bench.world.machine('web1').clock = clock;
    const result = (await resume.result?.(input, bench.tools)) as VmResult | undefined;
    return { warning: result?.warning, clock: bench.world.machine('web1').clock };
  };
  const since = (seconds: number) => new Date(AT.getTime() - seconds * 1000).toISOString();

  it('is set by its agent, and nothing is said', async () => {
    const input = { ...WEB1, pausedSince: since(3600) };
    expect(await end(input, 'agent')).toEqual({ warning: undefined, clock: 'set' });
  });

  it('is said to have stood still, how long, and that no agent has set it, with what to type', async () => {
    const { warning } = await end({ ...WEB1, pausedSince: since(312) }, 'no agent');
    expect(warning).toEqual({
      reason: {
        en: 'The clock of web1 stood still for 5 min 12 s while it was paused, and no guest agent has set it.',
        es: 'El reloj de web1 estuvo parado 5 min 12 s durante la pausa, y ningún agente lo ha puesto en hora.',
      },
      hint: {
        en: 'If it is slow, run this inside as root (Linux): hwclock -s -u',
        es: 'Si va atrasado, ejecute dentro como root (Linux): hwclock -s -u',
      },
      console: null,
    });
    expect(troubleDoc).toContain(say(warning?.reason ?? '', 'en'));
  });

  it.each([
    [2, '2 s'],
    [59, '59 s'],
    [60, '1 min 0 s'],
    [3 * 86_400 + 60, '72 h 1 min'],
  ])('%s s are said as %s', async (seconds, words) => {
    const { warning } = await end({ ...WEB1, pausedSince: since(seconds) }, 'no agent');
    expect(warning?.reason.en).toMatch(new RegExp(`still for ${words} while`));
  });

  it('is nobody’s care where the machine stands still again', async () => {
    const bench = stalled();
    bench.world.machine('web1').clock = 'no agent';
    const result = await resume.result?.({ ...WEB1, pausedSince: since(312) }, bench.tools);
    expect(result).toEqual({ vm: expect.objectContaining({ stall: 'disk-full' }) });
    expect(bench.hypervisor.calls).not.toContain('setClock');
  });

  it('is as right as clocks are after a moment', async () => {
    expect((await end({ ...WEB1, pausedSince: since(1) }, 'no agent')).warning).toBeUndefined();
  });

  it('is said to have stood still where nobody knows how long, as in jobs of earlier versions', async () => {
    for (const input of [WEB1, { ...WEB1, pausedSince: null }]) {
      expect((await end(input, 'no agent')).warning?.reason).toEqual({
        en: 'The clock of web1 stood still while it was paused, and no guest agent has set it.',
        es: 'El reloj de web1 estuvo parado durante la pausa, y ningún agente lo ha puesto en hora.',
      });
    }
  });
});
