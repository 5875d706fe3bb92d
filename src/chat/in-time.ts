/** What a promise gives, if it comes within this time; else null. The promise goes on. */
export async function inTime<T>(waitMs: number, coming: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), waitMs);
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
