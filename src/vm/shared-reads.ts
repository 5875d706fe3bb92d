import type { CallOptions } from '../base/call-options.ts';
import type { Hypervisor } from './hypervisor.ts';

/**
 * The same hypervisor for many who ask the same at the same time: what one answer can serve is asked once. Whoever
 * asks while a question is under way waits for the next one, so that no answer is older than its question.
 */
export function sharedReads(hypervisor: Hypervisor): Hypervisor {
  return {
    ...hypervisor,
    list: shared((options) => hypervisor.list(options)),
    hosts: shared((options) => hypervisor.hosts(options)),
    images: shared((options) => hypervisor.images(options)),
  };
}

function shared<T>(ask: (options?: CallOptions) => Promise<T>): (options?: CallOptions) => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  function begin(): Promise<T> {
    const asking = ask();
    running = asking;
    const done = () => {
      if (running === asking) running = null;
    };
    asking.then(done, done);
    return asking;
  }

  return (options) => {
    // Who may give up has a question of their own.
    if (options) return ask(options);
    if (!running) return begin();
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
}
