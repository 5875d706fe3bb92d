import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/access/actor.ts';
import type { Place } from '../../src/base/place.ts';
import type { Locale } from '../../src/base/text.ts';
import type { Invocation } from '../../src/command/invocation.ts';
import { localFile } from './local-file.ts';

/** The chat's name, and the one channel it has. */
export const CHAT = 'terminal';
export const PLACE: Place = { chat: CHAT, channel: 'local' };

/** The person at the keyboard. */
export interface Person {
  readonly userName: string;
  readonly locale: Locale;
  /** Where pictures are put that they ask for. */
  readonly pictureFolder: string;
}

/** The host's own person: who sits at its terminal could do everything without labvm as well. */
export function actorOf({ userName }: Pick<Person, 'userName'>): Actor {
  return { id: 'terminal:local', displayName: userName };
}

/** A line that was typed, as an act of its own. */
export function invocationOf(line: string, person: Person): Invocation {
  const { locale } = person;
  return { id: randomUUID(), actor: actorOf(person), place: PLACE, locale, line, openFile: localFile };
}
