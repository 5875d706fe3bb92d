/** Lets a few work at once, and the others wait in the order in which they came. */
export interface Turns {
  /**
   * @param onWait called once if it is not its turn at once
   * @throws what the work throws, and the signal's reason when it fires before its turn
   */
  run<T>(signal: AbortSignal, onWait: () => void, work: () => Promise<T>): Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  let working = 0;
  const queue: (() => void)[] = [];

  function turn(signal: AbortSignal, onWait: () => void): Promise<void> {
    if (working < atOnce) {
      working += 1;
      return Promise.resolve();
    }
    onWait();
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue.push(go);
    });
  }

  return {
    async run(signal, onWait, work) {
      signal.throwIfAborted();
      await turn(signal, onWait);
      try {
        return await work();
      } finally {
        const next = queue.shift();
        // The place goes to the next one, who therefore is not counted anew.
        if (next) next();
        else working -= 1;
      }
    },
  };
}
