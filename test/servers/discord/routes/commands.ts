import { newId } from '../ids.ts';
import { malformed, missingAccess } from '../refusal.ts';
import type { Asked, Reply, Room } from '../room.ts';

type Registered = Readonly<Record<string, unknown>>;

/** Under which name the commands of a request are kept: `global`, or a server's id. */
function scopeOf({ path }: Asked, { space, appId }: Room): string {
  if (path[1] !== appId) throw missingAccess();
  if (path[2] !== 'guilds') return 'global';
  const guild = path[3] ?? '';
  if (!space.guilds.includes(guild)) throw missingAccess();
  return guild;
}

export function readCommands(asked: Asked, room: Room): Reply {
  const found = room.space.commands.get(scopeOf(asked, room)) ?? [];
  return asked.query.get('with_localizations') === 'true' ? found : found.map(withoutLanguages);
}

export function writeCommands(asked: Asked, room: Room): Reply {
  const scope = scopeOf(asked, room);
  const where = scope === 'global' ? 'global' : 'guild';
  const list = asked.body as unknown as readonly Registered[];
  const breaches = room.checks.commands(asked, where);
  if (breaches.length > 0) {
    room.breaches.push(...breaches.map((breach) => `${asked.route}: ${breach}`));
    throw malformed(breaches);
  }
  const stored = list.map((one) => storedCommand(one, where, scope, room.appId));
  room.space.commands.set(scope, stored);
  room.space.stage.changed();
  return stored;
}

/** As Discord keeps it: with everything that was left out. */
function storedCommand(one: Registered, where: 'global' | 'guild', scope: string, appId: string): Registered {
  return {
    id: newId(),
    application_id: appId,
    version: newId(),
    default_member_permissions: null,
    type: 1,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...(where === 'guild'
      ? { guild_id: scope }
      : { dm_permission: true, contexts: null, integration_types: [0] }),
    ...one,
    ...(Array.isArray(one.options) && one.options.length > 0
      ? { options: one.options.map(storedOption) }
      : {}),
  };
}

function storedOption(option: Registered): Registered {
  const { required, autocomplete, options, ...others } = option;
  return {
    name_localizations: null,
    description_localizations: null,
    ...others,
    ...(required === true ? { required } : {}),
    ...(autocomplete === true ? { autocomplete } : {}),
    ...(Array.isArray(options) ? { options: options.map(storedOption) } : {}),
  };
}

function withoutLanguages({ name_localizations: _, description_localizations: __, ...command }: Registered) {
  return command;
}
