import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { createClient, procedures, unixTransport } from '../adapters/libvirt/rpc/index.ts';
import { alternate, type Figure, median } from './measure.ts';

const CALLS = 300;

/** Trivial calls: how many a second, and what a call costs of a processor, against virsh in its interactive mode. */
export async function benchCalls(socketPath: string, rounds: number): Promise<readonly Figure[]> {
  const client = createClient({ transport: unixTransport(socketPath) });
  const found = await alternate(
    rounds,
    () =>
      costOf(async () => {
        for (let n = 0; n < CALLS; n += 1) await client.call(procedures.connectGetLibVersion, {});
      }),
    () => virshCost(socketPath),
  );
  client.close();
  const rate = (samples: readonly Cost[]) => median(samples.map(({ ms }) => (CALLS / ms) * 1000));
  const cpu = (samples: readonly Cost[]) => median(samples.map(({ cpuMs }) => cpuMs / CALLS));
  const [rates, costs] = [
    [rate(found.ours), rate(found.theirs)],
    [cpu(found.ours), cpu(found.theirs)],
  ] as const;
  return [
    {
      name: 'trivial calls a second',
      value: `${Math.round(rates[0])}/s`,
      against: `${Math.round(rates[1])}/s`,
      ratio: rates[0] / rates[1],
      aim: 'no aim',
      met: null,
    },
    {
      name: 'processor time a call',
      value: `${(costs[0] * 1000).toFixed(0)} µs`,
      against: `${(costs[1] * 1000).toFixed(0)} µs`,
      ratio: costs[0] / costs[1],
      aim: 'no aim',
      met: null,
    },
  ];
}

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

/** One virsh that is given all calls on its stdin, so that its start counts once; its own start is taken off. */
async function virshCost(socketPath: string): Promise<Cost> {
  const run = async (lines: number) => {
    const startedAt = performance.now();
    const before = childrenCpuMs();
    await execa('virsh', ['-q', '-c', `qemu+unix:///system?socket=${socketPath}`], {
      input: 'version --daemon\n'.repeat(lines),
    });
    return { ms: performance.now() - startedAt, cpuMs: childrenCpuMs() - before };
  };
  const [one, all] = [await run(1), await run(CALLS + 1)];
  return { ms: all.ms - one.ms, cpuMs: all.cpuMs - one.cpuMs };
}

/** Processor time of ended children, in milliseconds (proc(5): fields cutime and cstime, in ticks of 10 ms). */
function childrenCpuMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
