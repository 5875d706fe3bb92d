import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { planOf } from '../contract/hypervisor-lab.ts';
import { liveLab } from '../contract/live-lab.ts';

/** A machine that runs all the time. Files that only look at one, or type at it, use this and make none. */
export interface SharedMachine {
  readonly name: string;
  /** Its reference, which its volumes bear. */
  readonly ref: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly sharedMachine: SharedMachine | undefined;
  }
}

/** Starts it once for a whole lane; it boots beside the first tests, and goes with the lab. */
export async function setup(project: TestProject): Promise<void> {
  const hypervisor = liveLab().open();
  try {
    const { name, ref } = await hypervisor.create(planOf('looked-at', { owner: 'terminal:local' }));
    await hypervisor.start(ref);
    project.provide('sharedMachine', { name, ref });
  } finally {
    await hypervisor.close();
  }
}

/** @throws Error in a lane that has none (vitest.config.ts) */
export function sharedMachine(): SharedMachine {
  const machine = inject('sharedMachine');
  if (machine) return machine;
  throw new Error('This lane shares no machine: the test has to make its own.');
}

/** Whether something of a lab belongs to the shared machine, by its name or reference. */
export function isShared(thing: string): boolean {
  const machine = inject('sharedMachine');
  return machine !== undefined && (thing === machine.name || thing.includes(machine.ref));
}
