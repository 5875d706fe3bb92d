import { createLru } from '../base/lru.ts';
import { type Locale, localeOf } from '../base/text.ts';

/** Somebody in a chat, as far as labvm asks. */
export interface Person {
  /** For people to read. */
  readonly name: string;
  readonly locale: Locale;
}

/** Remembers for a while; Keyv does. */
export interface Memory {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<unknown>;
}

export interface PeopleOptions {
  /** Asks the chat for a name and, where it tells, a language. */
  ask(user: string): Promise<{ readonly name: string; readonly locale: string | undefined }>;
  readonly memory: Memory;
  /** The language of those the chat says nothing of. */
  readonly locale: Locale;
  onError(error: unknown): void;
}

export interface People {
  /** What is known at once, without asking. */
  known(user: string): Person | null;
  /** Asks where it is not known; what cannot be found out is guessed, and asked again the next time. */
  of(user: string): Promise<Person>;
  /** Remembers what the chat told by itself. */
  met(user: string, person: Person): void;
}

/** How long the chat's answer holds: names and languages change seldom. In milliseconds. */
const TTL_MS = 24 * 60 * 60 * 1000;
/** How many people are kept in this process's own memory. */
const MOST = 5000;

export function createPeople({ ask, memory, locale, onError }: PeopleOptions): People {
  const known = createLru<string, { readonly person: Person; readonly until: number }>(MOST);
  const asking = new Map<string, Promise<Person>>();

  function keep(user: string, person: Person): Person {
    known.set(user, { person, until: Date.now() + TTL_MS });
    return person;
  }

  async function remember(user: string, person: Person): Promise<Person> {
    keep(user, person);
    await memory.set(user, person, TTL_MS);
    return person;
  }

  async function find(user: string): Promise<Person> {
    const kept = await memory.get(user);
    if (isPerson(kept)) return keep(user, kept);
    const found = await ask(user);
    const person = { name: found.name, locale: found.locale ? localeOf(found.locale) : locale };
    return remember(user, person);
  }

  function recall(user: string): Person | null {
    const entry = known.get(user);
    return entry && entry.until > Date.now() ? entry.person : null;
  }

  return {
    known: recall,
    met(user, person) {
      const before = recall(user);
      if (before?.name === person.name && before.locale === person.locale) return;
      remember(user, person).catch(onError);
    },
    async of(user) {
      const person = recall(user);
      if (person) return person;
      const search =
        asking.get(user) ??
        find(user)
          .catch((error: unknown) => {
            onError(error);
            return { name: user, locale };
          })
          .finally(() => asking.delete(user));
      asking.set(user, search);
      return search;
    },
  };
}

function isPerson(value: unknown): value is Person {
  const person = value as Partial<Person> | undefined | null;
  return typeof person?.name === 'string' && (person.locale === 'en' || person.locale === 'es');
}
