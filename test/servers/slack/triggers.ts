import type { Time } from '../time.ts';
import { refusal } from './answer.ts';
import { TRIGGER_MS } from './limits.ts';

/** Triggers open one modal each, within three seconds. */
export interface Triggers {
  make(user: string): string;
  /** @returns whose it was @throws Refusal */
  use(trigger: unknown): string;
}

export function createTriggers(time: Time): Triggers {
  const open = new Map<string, { readonly user: string; readonly atMs: number }>();
  const used = new Set<string>();
  let count = 0;
  return {
    make(user) {
      count += 1;
      const trigger = `${Date.now()}.${count}.trigger`;
      open.set(trigger, { user, atMs: time.now() });
      return trigger;
    },
    use(trigger) {
      const id = String(trigger);
      if (used.has(id)) throw refusal('exchanged_trigger_id');
      const found = open.get(id);
      if (!found) throw refusal('invalid_trigger_id');
      if (time.now() - found.atMs > TRIGGER_MS) throw refusal('expired_trigger_id');
      used.add(id);
      return found.user;
    },
  };
}
