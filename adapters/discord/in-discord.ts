import { withNames } from '../../src/chat/names.ts';
import type { InChat } from '../../src/chat/outbox/states.ts';
import type { People } from '../../src/chat/people.ts';
import { mapSteps } from '../../src/view/step-times.ts';
import type { View } from '../../src/view/view.ts';
import type { DiscordClock } from './clock.ts';
import type { PlaceWords } from './place-words.ts';

/** Somebody's id, by which labvm knows them; the group is Discord's. */
const ACTOR = /discord:(\d{1,20})/;

export interface InDiscordPorts {
  readonly people: Pick<People, 'of'>;
  readonly clock: Pick<DiscordClock, 'theirs'>;
  readonly words: Pick<PlaceWords, 'view'>;
}

/** Says a view as it is said in Discord: lines as they are filled in there, people by their names, times by its clock. */
export function createInDiscord({ people, clock, words }: InDiscordPorts): InChat {
  const atTheirs = (view: View) =>
    mapSteps(view, (step) =>
      step.since === undefined ? step : { ...step, since: clock.theirs(step.since) },
    );
  return (view) => withNames(words.view(atTheirs(view)), { people, id: ACTOR });
}
