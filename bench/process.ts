import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { NODE_ARGS, NODE_ENV } from './as-npm-start.ts';
import { type Figure, median, single } from './measure.ts';
import { residentMiB } from './resident.ts';

const IDLE_SECONDS = 30;

/** The process itself: start to prompt, and what it costs while nobody asks for anything. */
export async function benchProcess(rounds: number): Promise<readonly Figure[]> {
  const starts: number[] = [];
  await startToPrompt();
  for (let n = 0; n < rounds; n += 1) starts.push(await startToPrompt());
  return [single('start of the bot to its prompt', median(starts), 'ms', 1500), ...(await idle())];
}

/** A pseudo-terminal by util-linux's `script`, so that the real prompt is what is waited for. */
async function startToPrompt(): Promise<number> {
  const startedAt = performance.now();
  const child = execa('script', ['-qec', [process.execPath, ...NODE_ARGS].join(' '), '/dev/null'], {
    reject: false,
    env: NODE_ENV,
    stdin: 'pipe',
    buffer: false,
  });
  for await (const chunk of child.stdout) if (String(chunk).includes('labvm>')) break;
  const took = performance.now() - startedAt;
  child.stdin.end('\x04');
  await child;
  return took;
}

async function idle(): Promise<readonly Figure[]> {
  const child = execa(process.execPath, [...NODE_ARGS, '--serve'], {
    env: NODE_ENV,
    reject: false,
    stdin: 'ignore',
  });
  await sleep(5000);
  const before = await cpuTicks(child.pid);
  await sleep(IDLE_SECONDS * 1000);
  const ticks = (await cpuTicks(child.pid)) - before;
  const memoryMiB = await residentMiB(child.pid);
  child.kill('SIGTERM');
  await child;
  return [
    single('idle memory (resident)', memoryMiB, 'MiB', 110),
    single(`idle processor, share of a core over ${IDLE_SECONDS} s`, ticks / IDLE_SECONDS, '%', 0.2),
  ];
}

/** Processor time in ticks of 10 ms (proc(5): utime and stime), so that ticks a second are per cent. */
async function cpuTicks(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
