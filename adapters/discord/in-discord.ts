import { withNames } from '../../src/chat/names.ts';
import type { InChat } from '../../src/chat/outbox/states.ts';
import type { People } from '../../src/chat/people.ts';

/** Somebody's id, by which labvm knows them; the group is Discord's. */
const ACTOR = /discord:(\d{1,20})/;

/** Says a view as it is said in Discord: people by their names. */
export function createInDiscord(people: Pick<People, 'of'>): InChat {
  return (view) => withNames(view, { people, id: ACTOR });
}
