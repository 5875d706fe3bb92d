import { setTimeout as sleep } from 'node:timers/promises';

/** Asks so many times a second for so many seconds, whatever the answers take. @returns what each gave */
export async function evenly<T>(
  aSecond: number,
  seconds: number,
  ask: (at: number) => Promise<T>,
): Promise<readonly T[]> {
  const asked: Promise<T>[] = [];
  const startedAt = performance.now();
  for (let at = 0; at < aSecond * seconds; at += 1) {
    asked.push(ask(at));
    await sleep(Math.max(0, startedAt + ((at + 1) * 1000) / aSecond - performance.now()));
  }
  return Promise.all(asked);
}
