import { mapWords } from '../../src/view/map-words.ts';
import type { View } from '../../src/view/view.ts';
import { withNames } from './names.ts';
import type { People } from './people.ts';
import { RESERVED } from './slash-words.ts';

/** A command as it stands in a sentence. */
const COMMAND = /(^|[\s«“"'(])\/([a-z][a-z0-9-]*)/g;

/** A view as it is said in Slack: people by their names, and commands as they can be typed there. */
export function inSlack(view: View, people: Pick<People, 'of'>): Promise<View> {
  return withNames(mapWords(view, typeable), people);
}

/** Words that Slack keeps for itself follow `/labvm`. */
function typeable(text: string): string {
  return text.replace(COMMAND, (whole, before: string, word: string) =>
    RESERVED.has(word) ? `${before}/labvm ${word}` : whole,
  );
}
