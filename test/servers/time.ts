/** The time by which a stand-in holds others to what they promised. */
export interface Time {
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls when so many milliseconds have passed. @returns calls it off */
  after(ms: number, act: () => void): () => void;
}

/** Time that stands still, however busy the machine is, until a test moves it. */
export interface HeldTime extends Time {
  /** Lets so many milliseconds pass: what falls due is called, the earliest first. */
  forward(ms: number): void;
}

/** The machine's own: for the bench, and for rates, which whoever keeps to them counts by it too. */
export const realTime: Time = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

export function heldTime(): HeldTime {
  let nowMs = 0;
  const alarms = new Set<{ readonly atMs: number; readonly act: () => void }>();
  return {
    now: () => nowMs,
    after(ms, act) {
      const alarm = { atMs: nowMs + ms, act };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    forward(ms) {
      nowMs += ms;
      const due = [...alarms].filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs);
      for (const alarm of due) if (alarms.delete(alarm)) alarm.act();
    },
  };
}
