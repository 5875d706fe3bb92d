import { describe, expect, it } from 'vitest';
import { applicationCommands, sameCommands } from '../../../../adapters/discord/register/index.ts';
import { commands } from '../../../../commands/index.ts';

interface Node {
  name: string;
  description: string;
  type?: number;
  options?: Node[];
  [key: string]: unknown;
}

/** As Discord gives back what was registered: with ids, with its defaults, without what is empty. */
function stored(where: 'global' | 'guild'): Node[] {
  const copy = JSON.parse(JSON.stringify(applicationCommands(commands, where))) as Node[];
  return copy.map((one, at) => ({
    id: `9${at}`,
    application_id: '7',
    version: `10${at}`,
    default_member_permissions: null,
    default_permission: true,
    nsfw: false,
    dm_permission: true,
    integration_types: [0, 1],
    contexts: where === 'global' ? [2, 0, 1] : null,
    ...(where === 'guild' ? { guild_id: '5' } : {}),
    ...pruned(one),
    ...(where === 'global' ? { contexts: [2, 0, 1] } : {}),
    type: 1,
  }));
}

function pruned(node: Node): Node {
  const { options = [], required, ...rest } = node;
  return {
    ...rest,
    ...(required === false ? {} : { required }),
    name_localizations: rest.name_localizations ?? null,
    ...(options.length === 0 ? {} : { options: options.map(pruned) }),
  };
}

function changed(change: (all: Node[]) => void): Node[] {
  const all = stored('global');
  change(all);
  return all;
}

const node = (all: Node[], ...path: string[]): Node => {
  let found: Node | undefined;
  let level: Node[] | undefined = all;
  for (const word of path) {
    found = level?.find(({ name }) => name === word);
    level = found?.options;
  }
  if (!found) throw new Error(`nothing stands at ${path.join(' ')}`);
  return found;
};

const ours = applicationCommands(commands, 'global');

describe('what Discord has', () => {
  it.each(['global', 'guild'] as const)('is ours, as it gives it back (%s)', (where) => {
    expect(sameCommands(stored(where), applicationCommands(commands, where))).toBe(true);
  });

  it('is ours in any order of the commands', () => {
    expect(sameCommands(stored('global').toReversed(), ours)).toBe(true);
  });

  it('is ours beside the entry of an activity', () => {
    const launch = { name: 'launch', description: '', type: 4, handler: 2 };
    expect(sameCommands([...stored('global'), launch], ours)).toBe(true);
  });

  it.each<[string, (all: Node[]) => void]>([
    ['nothing', (all) => all.splice(0)],
    ['one command less', (all) => all.pop()],
    ['one command more', (all) => all.push({ name: 'old', description: 'Old', type: 1 })],
    ['a user’s command of the same name', (all) => Object.assign(node(all, 'help'), { type: 2 })],
    ['another description', (all) => Object.assign(node(all, 'vm'), { description: 'Old' })],
    [
      'another Spanish',
      (all) => Object.assign(node(all, 'vm', 'create'), { name_localizations: { 'es-ES': 'hacer' } }),
    ],
    ['no Spanish', (all) => Object.assign(node(all, 'job'), { description_localizations: null })],
    ['one option less', (all) => node(all, 'vm', 'create').options?.pop()],
    ['options in another order', (all) => node(all, 'vm', 'create').options?.reverse()],
    [
      'an option that is not required',
      (all) => Object.assign(node(all, 'vm', 'show', 'name'), { required: false }),
    ],
    ['another type', (all) => Object.assign(node(all, 'vm', 'create', 'cpus'), { type: 10 })],
    ['another bound', (all) => Object.assign(node(all, 'vm', 'create', 'cpus'), { max_value: 8 })],
    ['other choices', (all) => Object.assign(node(all, 'vm', 'create', 'firmware'), { choices: [] })],
    ['no completion', (all) => Object.assign(node(all, 'vm', 'show', 'name'), { autocomplete: false })],
    ['fewer places', (all) => Object.assign(node(all, 'vm'), { contexts: [0] })],
    ['other permissions', (all) => Object.assign(node(all, 'vm'), { default_member_permissions: '8' })],
  ])('is not ours with %s', (_, change) => expect(sameCommands(changed(change), ours)).toBe(false));
});
