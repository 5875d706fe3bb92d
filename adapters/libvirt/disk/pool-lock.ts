/**
 * The order of labvm's own changes to a pool. libvirt makes several volumes at once, and refuses to read the pool anew
 * or to remove from it meanwhile; so the former go side by side, and the latter alone.
 */
export interface PoolOrder {
  /** Together with others of its kind, a few at once. */
  beside<T>(act: () => Promise<T>): Promise<T>;
  /** When all that came before is over, and before all that come after. */
  alone<T>(act: () => Promise<T>): Promise<T>;
}

/** More at once wait for the processors only: libvirt runs `qemu-img` for each. */
const MOST_AT_ONCE = 3;

interface Waiting {
  readonly isAlone: boolean;
  begin(): void;
}

export function createPoolOrder(): PoolOrder {
  const queue: Waiting[] = [];
  let besides = 0;
  let isAloneNow = false;

  function mayBegin({ isAlone }: Waiting): boolean {
    if (isAloneNow) return false;
    return isAlone ? besides === 0 : besides < MOST_AT_ONCE;
  }

  function next(): void {
    for (let head = queue[0]; head && mayBegin(head); head = queue[0]) {
      queue.shift();
      if (head.isAlone) isAloneNow = true;
      else besides += 1;
      head.begin();
    }
  }

  async function run<T>(isAlone: boolean, act: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      queue.push({ isAlone, begin: resolve });
      next();
    });
    try {
      return await act();
    } finally {
      if (isAlone) isAloneNow = false;
      else besides -= 1;
      next();
    }
  }

  return { beside: (act) => run(false, act), alone: (act) => run(true, act) };
}
