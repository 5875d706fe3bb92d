import type { Waits } from '../../../../adapters/discord/waits.ts';
import type { Desk } from '../../../../src/chat/desk.ts';
import { PATIENT } from './patient.ts';

/** What may take long: recording what was asked, answering it, and finding what can be chosen. */
export type Slow = 'record' | 'answer' | 'complete';

/** With these, what is held up comes too late. */
const HASTY: Readonly<Record<Slow, Partial<Waits>>> = {
  record: {},
  answer: { quickMs: { private: 1, channel: 1 } },
  complete: { menuMs: 1, typingMs: 1 },
};

export interface Held {
  /** When somebody waits for it. */
  readonly reached: Promise<void>;
  letGo(): void;
}

/** Holds parts of labvm's work up, as long as a test wants it. */
export interface Brake {
  /** Patient where nothing is held up. */
  readonly waits: Waits;
  slowed(desk: Desk): Desk;
  /** Lets something take longer than labvm waits for it. */
  hold(what: Slow): Held;
}

/** @param given waits that are not patient */
export function createBrake(given: Partial<Waits> = {}): Brake {
  const gates: Record<Slow, { reach(): void; readonly open: Promise<void> } | null> = {
    record: null,
    answer: null,
    complete: null,
  };
  const usual = { ...PATIENT, ...given };
  const waits = { ...usual };

  async function pass(what: Slow): Promise<void> {
    gates[what]?.reach();
    await gates[what]?.open;
  }

  return {
    waits,
    hold(what) {
      const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
      const { promise: open, resolve: letGo } = Promise.withResolvers<void>();
      gates[what] = { reach, open };
      Object.assign(waits, HASTY[what]);
      return {
        reached,
        letGo() {
          gates[what] = null;
          for (const name of Object.keys(HASTY[what]) as (keyof Waits)[])
            Object.assign(waits, { [name]: usual[name] });
          letGo();
        },
      };
    },
    slowed: (desk) => ({
      ...desk,
      async receive(invocation) {
        await pass('record');
        const received = await desk.receive(invocation);
        if (received.kind !== 'accepted') return received;
        return {
          ...received,
          async answer(...given) {
            await pass('answer');
            return received.answer(...given);
          },
        };
      },
      async complete(...given) {
        await pass('complete');
        return desk.complete(...given);
      },
    }),
  };
}
