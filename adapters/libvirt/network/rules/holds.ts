import type { LoadedObject } from './nft.ts';
import type { Json, RuleObject } from './vocabulary.ts';

/**
 * Whether what is loaded is a rule set: every object of it as it was written, in its order, and none more.
 * nft may say more of an object than was written (handles, what its counters have counted); that is no difference.
 */
export function holdsRules(loaded: readonly LoadedObject[], wanted: readonly RuleObject[]): boolean {
  return ['set', 'chain', 'rule'].every((kind) => {
    const there = loaded.filter((object) => kind in object);
    const meant = wanted.filter((object) => kind in object);
    // nft lists all of a table's chains before their rules; within a kind, order is kept chain by chain.
    return (
      there.length === meant.length &&
      groupsOf(meant).every(([place, objects]) =>
        covers(
          there.filter((object) => placeOf(object) === place),
          objects,
        ),
      )
    );
  });
}

type Placed = Readonly<Record<string, unknown>>;

/** Where an object is: rules by their chain, in which their order counts; all others by their own name. */
function placeOf(object: Placed): string {
  const [[kind, value] = ['', {}]] = Object.entries(object);
  const { family, table, chain, name } = value as Placed;
  return [kind, family, table, chain ?? name].join(' ');
}

function groupsOf(objects: readonly Placed[]): readonly (readonly [string, readonly Placed[]])[] {
  return [...Map.groupBy(objects, placeOf)];
}

/** Whether one value says all that another does. What is written as null says nothing but that it is there. */
function covers(found: unknown, wanted: unknown): boolean {
  if (wanted === null) return found !== undefined;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((part, index) => covers(found[index], part))
    );
  }
  if (typeof wanted !== 'object') return found === wanted;
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(wanted).every(([key, part]) => {
    const there = (found as Placed)[key];
    // nft lists what is in a set in an order of its own.
    return key === 'elem' || key === 'set' ? covers(sorted(there), sorted(part)) : covers(there, part);
  });
}

function sorted(values: unknown): unknown {
  if (!Array.isArray(values)) return values;
  return values.map((value: Json) => JSON.stringify(value)).sort();
}
