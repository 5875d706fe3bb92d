import { createLru } from '../../src/base/lru.ts';
import type { Wrong } from './form/index.ts';

/** What somebody filled in, to be corrected: some of it may be secret. */
export interface KeptForm {
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: Wrong | null;
}

/** Forms that were filled in, in this process's memory alone: they are written down nowhere, and gone with it. */
export interface KeptForms {
  /** @param id names it; whoever made it is the only one who gets it back */
  keep(id: string, user: string, form: KeptForm): void;
  of(id: string, user: string): KeptForm | null;
}

/** How many are kept: a class of thirty, a few times over. */
const MOST = 200;
/** How long, in milliseconds: as long as an answer can be changed. */
const KEPT_MS = 15 * 60_000;

/** @param now milliseconds that only grow */
export function createKeptForms(now = () => performance.now()): KeptForms {
  const kept = createLru<string, KeptForm & { readonly user: string; readonly untilMs: number }>(MOST);
  return {
    keep: (id, user, form) => void kept.set(id, { ...form, user, untilMs: now() + KEPT_MS }),
    of(id, user) {
      const found = kept.get(id);
      return found && found.user === user && now() < found.untilMs ? found : null;
    },
  };
}
