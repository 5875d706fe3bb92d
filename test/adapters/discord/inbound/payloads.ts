import type {
  APIApplicationCommandAutocompleteInteraction,
  APIChatInputApplicationCommandInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from 'discord-api-types/v10';

const USER = { id: '9', username: 'ana.g', discriminator: '0', global_name: 'Ana', avatar: null };

/** What every interaction carries, as Discord sends it from a server. */
const COMMON = {
  id: '1100',
  application_id: '7',
  token: 'secret-token',
  version: 1,
  guild_id: '5',
  guild: { id: '5', locale: 'en-US', features: [] },
  channel: { id: '40', type: 0 },
  channel_id: '40',
  member: {
    user: USER,
    nick: 'Ana (1.º B)',
    roles: [],
    permissions: '0',
    flags: 0,
    deaf: false,
    mute: false,
  },
  app_permissions: '0',
  locale: 'es-ES',
  guild_locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: { 0: '5' },
  context: 0,
  attachment_size_limit: 10_000_000,
};

/** An option as it was given: `{ image: 'tiny', cpus: 2 }`; the one in `focused` is being typed. */
function options(values: Readonly<Record<string, string | number | boolean>>, focused?: string) {
  const types = { string: 3, number: 4, boolean: 5 } as const;
  return Object.entries(values).map(([name, value]) => ({
    name,
    type: types[typeof value as keyof typeof types],
    value,
    ...(name === focused ? { focused: true } : {}),
  }));
}

function data(path: string, values: Readonly<Record<string, string | number | boolean>>, focused?: string) {
  const [name = '', sub] = path.split(' ');
  const given = options(values, focused);
  return {
    id: '8',
    name,
    type: 1,
    options: sub === undefined ? given : [{ name: sub, type: 1, options: given }],
  };
}

export function commandPayload(
  path: string,
  values: Readonly<Record<string, string | number | boolean>>,
  changes: object = {},
): APIChatInputApplicationCommandInteraction {
  const payload: unknown = { ...COMMON, type: 2, data: data(path, values), ...changes };
  return payload as APIChatInputApplicationCommandInteraction;
}

export function autocompletePayload(
  path: string,
  values: Readonly<Record<string, string | number | boolean>>,
  focused: string,
  changes: object = {},
): APIApplicationCommandAutocompleteInteraction {
  const payload: unknown = { ...COMMON, type: 4, data: data(path, values, focused), ...changes };
  return payload as APIApplicationCommandAutocompleteInteraction;
}

export function componentPayload(pressed: object, message: object = {}): APIMessageComponentInteraction {
  const payload: unknown = { ...COMMON, type: 3, data: pressed, message: { id: '77', flags: 0, ...message } };
  return payload as APIMessageComponentInteraction;
}

function sentOf(value: string | boolean | readonly string[]): object {
  if (typeof value === 'string') return { type: 4, value };
  return typeof value === 'boolean' ? { type: 23, value } : { type: 3, values: value };
}

/** A form as it comes back: texts as inputs, lists as menus, truths as boxes. */
export function modalPayload(
  name: string,
  fields: Readonly<Record<string, string | boolean | readonly string[]>>,
  changes: object = {},
): APIModalSubmitInteraction {
  const components = Object.entries(fields).map(([custom_id, value]) => ({
    type: 18,
    component: { custom_id, ...sentOf(value) },
  }));
  const payload: unknown = { ...COMMON, type: 5, data: { custom_id: name, components }, ...changes };
  return payload as APIModalSubmitInteraction;
}

/** The one who did it outside of a server. */
export const ALONE = { guild_id: undefined, guild: undefined, member: undefined, user: USER, context: 1 };
