import { type APIApplicationCommand, ApplicationCommandType } from 'discord.js';

/** What Discord adds to a command, or derives from what else stands in it. */
const ADDED = new Set([
  ...['id', 'application_id', 'guild_id', 'version', 'name_localized', 'description_localized'],
  // Derived from `contexts`, and deprecated (interactions/application-commands).
  'dm_permission',
]);

/** What a server's commands have no say in: Discord shows the app's settings there. */
const OF_GLOBAL_ONES = new Set(['contexts', 'integration_types']);

type Meaning = string | number | boolean | readonly Meaning[] | { readonly [key: string]: Meaning };

/** A command as it was registered or is to be; what does not matter of it is not looked at. */
export type CommandLike = Pick<APIApplicationCommand, 'name'> & { readonly type?: ApplicationCommandType };

/**
 * Whether Discord has what is ours, so that nothing need be written: of its 200 creations a day a server
 * (interactions/application-commands).
 * @param registered as `GET …/commands?with_localizations=true` gives them; an activity's own entry is left alone
 */
export function sameCommands(registered: readonly CommandLike[], ours: readonly CommandLike[]): boolean {
  const theirs = registered.filter(({ type }) => type !== ApplicationCommandType.PrimaryEntryPoint);
  if (theirs.length !== ours.length) return false;
  const byName = new Map(theirs.map((one) => [keyOf(one), one]));
  return ours.every((our) => {
    const their = byName.get(keyOf(our));
    return their !== undefined && meaningOf(their, our) === meaningOf(our, our);
  });
}

/** One name may stand for a command of each type. */
function keyOf({ name, type = ApplicationCommandType.ChatInput }: CommandLike): string {
  return `${type} ${name}`;
}

function meaningOf(command: CommandLike, our: CommandLike): string {
  const type = command.type ?? ApplicationCommandType.ChatInput;
  const asked = Object.entries({ ...command, type }).filter(
    ([key]) => !OF_GLOBAL_ONES.has(key) || Object.hasOwn(our, key),
  );
  return JSON.stringify(meaning(Object.fromEntries(asked)));
}

/** A value without what says nothing: null, false, nothing in it. Keys are in order, and so are sets of numbers. */
function meaning(value: unknown): Meaning | undefined {
  if (Array.isArray(value)) {
    const all = value.flatMap((one: unknown) => meaning(one) ?? []);
    if (all.length === 0) return undefined;
    return all.every((one) => typeof one === 'number') ? all.toSorted((a, b) => a - b) : all;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).flatMap(([key, inner]) => {
      const said = ADDED.has(key) || isDefault(key, inner) ? undefined : meaning(inner);
      return said === undefined ? [] : [[key, said] as const];
    });
    return entries.length === 0
      ? undefined
      : Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === true ? value : undefined;
}

function isDefault(key: string, value: unknown): boolean {
  return key === 'default_permission' && value === true;
}
