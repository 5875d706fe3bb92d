import type { Time } from '../time.ts';
import { refusal } from './answer.ts';
import { RESPONSE_MS, RESPONSE_USES } from './limits.ts';
import type { Ephemeral, Message } from './workspace.ts';

/** Where an address came from: who did what, where. */
export interface ResponseOrigin {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed. */
  readonly message: Message | Ephemeral | null;
}

/** Addresses that answers can be sent to: five each, within half an hour. */
export interface ResponseUrls {
  /** @param id one that was given in an earlier life of the server */
  make(origin: ResponseOrigin, id?: string): string;
  /** @throws Refusal */
  use(id: string): ResponseOrigin;
  /** How often one was used. */
  uses(url: string): number;
  /** Lets all that were given so far be too old. */
  expire(): void;
}

export function createResponseUrls(originOf: () => string, time: Time): ResponseUrls {
  const made = new Map<string, { origin: ResponseOrigin; atMs: number; uses: number }>();
  let count = 0;
  return {
    make(origin, given) {
      do count += 1;
      while (made.has(`r${count}`));
      const id = given ?? `r${count}`;
      made.set(id, { origin, atMs: time.now(), uses: 0 });
      return `${originOf()}/response/${id}`;
    },
    use(id) {
      const found = made.get(id);
      if (!found) throw refusal('expired_url');
      if (time.now() - found.atMs > RESPONSE_MS) throw refusal('expired_url');
      if (found.uses >= RESPONSE_USES) throw refusal('used_url');
      found.uses += 1;
      return found.origin;
    },
    uses: (url) => made.get(url.split('/').at(-1) ?? '')?.uses ?? 0,
    expire() {
      for (const one of made.values()) one.atMs = Number.NEGATIVE_INFINITY;
    },
  };
}
