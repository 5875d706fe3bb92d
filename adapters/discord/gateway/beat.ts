/** Shows Discord that we live, and notices where Discord does not. */
export interface Beat {
  /** Begins, in milliseconds between two beats. */
  every(ms: number): void;
  /** The last beat was answered. */
  answered(): void;
  stop(): void;
}

export interface BeatOptions {
  send(): void;
  /** The last beat was not answered until the next one. */
  onSilence(): void;
  readonly random?: () => number;
}

/** The first beat comes after a part of the interval that is left to chance (docs.discord.com, gateway, heartbeat). */
export function createBeat({ send, onSilence, random = Math.random }: BeatOptions): Beat {
  let timer: NodeJS.Timeout | undefined;
  let isAnswered = true;

  return {
    every(ms) {
      if (!Number.isFinite(ms) || ms <= 0) throw new Error('no interval of heartbeats came');
      clearTimeout(timer);
      isAnswered = true;
      const beat = () => {
        if (!isAnswered) return onSilence();
        isAnswered = false;
        timer = setTimeout(beat, ms);
        send();
      };
      timer = setTimeout(beat, ms * random());
    },
    answered() {
      isAnswered = true;
    },
    stop: () => clearTimeout(timer),
  };
}
