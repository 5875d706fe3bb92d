import { withNames } from '../../src/chat/names.ts';
import type { InChat } from '../../src/chat/outbox/states.ts';
import type { People } from '../../src/chat/people.ts';
import type { Command } from '../../src/command/command.ts';
import { mapWords } from '../../src/view/map-words.ts';
import { RESERVED } from './slash-words.ts';

/** Somebody's id, by which labvm knows them; the group is Slack's. */
const ACTOR = /slack:[A-Z0-9]+:([A-Z0-9]+)/;
/** A command as it stands in a sentence. */
const COMMAND = /(^|[\s«“"'(])\/([a-z][a-z0-9-]*)/g;

/** Says a view as it is said in Slack: people by their names, and commands as they can be typed there. */
export function createInSlack(commands: readonly Command[], people: Pick<People, 'of'>): InChat {
  const words = new Set(commands.map(({ path }) => path[0] ?? ''));

  /** In threads there are no slash commands, and words that Slack keeps for itself follow `/labvm`. */
  const typeable = (text: string, isThread: boolean) =>
    text.replace(COMMAND, (whole, before: string, word: string) => {
      if (!words.has(word)) return whole;
      if (isThread) return `${before}@labvm ${word}`;
      return RESERVED.has(word) ? `${before}/labvm ${word}` : whole;
    });

  return (view, thread) =>
    withNames(
      mapWords(view, (text) => typeable(text, thread !== null)),
      { people, id: ACTOR },
    );
}
