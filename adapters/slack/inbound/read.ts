/**
 * What stands at a place of a payload, whatever the payload is: Slack leaves fields out, sets them to null, and servers
 * that speak as Slack does have their own ways.
 */
export function valueAt(payload: unknown, ...path: readonly string[]): unknown {
  let value = payload;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** The text at a place of a payload; empty where there is none. */
export function textAt(payload: unknown, ...path: readonly string[]): string {
  const value = valueAt(payload, ...path);
  return typeof value === 'string' ? value : '';
}

/** The first of several texts that says something. */
export function firstOf(...texts: readonly string[]): string {
  return texts.find((text) => text !== '') ?? '';
}

/** What names an act; where the payload has nothing that does, it cannot be known again. */
export function actName(...names: readonly string[]): string {
  return firstOf(...names) || crypto.randomUUID();
}

/** The first message of the thread that a message stands in; null where it stands in the channel itself. */
export function threadOf(message: string, thread: string): string | null {
  return thread === '' || thread === message ? null : thread;
}
