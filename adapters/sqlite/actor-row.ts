import type { Actor } from '../../src/access/actor.ts';

/** Who asked, as three columns have it. */
export interface ActorRow {
  readonly actor_id: string;
  readonly actor_name: string;
  readonly actor_from: string | null;
}

/** Who asked, with whether they belong here: a request that another process takes up is judged as it was. */
export function actorOf({ actor_id: id, actor_name: displayName, actor_from: from }: ActorRow): Actor {
  return { id, displayName, ...(from === 'elsewhere' ? { from } : {}) };
}
