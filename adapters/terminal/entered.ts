import type { Interface } from 'node:readline';
import type { Echo } from './echo.ts';
import type { Typed } from './typed.ts';

/** Lines that were entered, for whoever waits for them. */
export interface Entered {
  /** A line that was entered before anybody waited for it. */
  ahead(): string | undefined;
  /** Listens for one line behind this prompt. null: nobody waits for it any more. */
  wait(prompt: string): Promise<string | null>;
  /** Whoever waits waits no more. */
  stopWaiting(): void;
}

/** @param left when nobody enters anything any more */
export function createEntered(line: Interface, echo: Echo, typed: Typed, left: AbortSignal): Entered {
  const ahead: string[] = [];
  let waiting: ((entered: string | null) => void) | null = null;

  function give(entered: string | null): void {
    const receiver = waiting;
    waiting = null;
    echo.isOn = false;
    receiver?.(entered);
  }

  line.on('line', (entered) => (waiting ? give(entered) : ahead.push(entered)));
  return {
    ahead: () => ahead.shift(),
    wait(prompt) {
      if (left.aborted) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting = resolve;
        line.setPrompt(prompt);
        const putBack = typed.take();
        echo.isOn = true;
        line.prompt();
        putBack();
      });
    },
    stopWaiting: () => give(null),
  };
}
