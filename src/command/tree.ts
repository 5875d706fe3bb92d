import type { Text } from '../base/text.ts';
import type { Alias } from './alias.ts';
import type { Command } from './command.ts';
import type { Group } from './group.ts';

/** A word of the commands' paths, and what stands below it. */
export interface Branch {
  readonly word: string;
  readonly alias: Alias | undefined;
  /** What somebody has said of a group; nothing of a command, which says it itself. */
  readonly summary: Text | undefined;
  /** null for a group. */
  readonly command: Command | null;
  readonly below: readonly Branch[];
}

/** The words of the commands' paths, in the order of the commands. */
export function treeOf(commands: readonly Command[], depth = 0): readonly Branch[] {
  const words = Map.groupBy(commands, ({ path }) => path[depth] ?? '');
  return [...words].map(([word, members]) => {
    const command = members.find(({ path }) => path.length === depth + 1);
    if (command) return { word, alias: command.alias, summary: undefined, command, below: [] };
    const group = members.map((one) => groupAt(one, depth)).find((one) => one !== undefined);
    const below = treeOf(members, depth + 1);
    return { word, alias: group?.alias, summary: group?.summary, command: null, below };
  });
}

/** What a command says of the group that ends with this word of its path. */
export function groupAt({ within }: Command, depth: number): Group | undefined {
  let group = within;
  while (group && group.path.length > depth + 1) group = group.within;
  return group?.path.length === depth + 1 ? group : undefined;
}
