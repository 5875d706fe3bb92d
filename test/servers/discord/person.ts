import type { Time } from '../time.ts';
import { attached } from './attachments.ts';
import { newId } from './ids.ts';
import { type Ack, FIRST_ANSWER_MS, type Interaction } from './interactions.ts';
import { type Given, optionsOf, readLine } from './person-options.ts';
import type { Room } from './room.ts';
import { EPHEMERAL } from './routes/said.ts';
import { shownMessage, shownUser } from './shown.ts';
import type { Component, Message } from './space.ts';

/** Something that somebody did, and how the app took it. */
export interface Done {
  readonly interaction: string;
  /** null: not within three seconds, which Discord tells the person as "did not respond". */
  readonly ack: Ack | null;
  /** The message that its first answer made. */
  message(): Message | null;
}

/** Where something is done. */
export interface At {
  readonly channel?: string;
  /** So much later the gateway brings it, in milliseconds. */
  readonly lateMs?: number;
  /** What they attach, by the name that they type for it. */
  readonly files?: readonly { readonly name: string; readonly text: string }[];
}

export interface Modal {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly from: Interaction;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Somebody in Discord, as a test plays him. */
export interface Person {
  readonly id: string;
  /** Types a command with its options, such as `/vm create image:tiny name:web1 cpus:2`, as the client lets him. */
  command(line: string, at?: At): Promise<Done>;
  /** What is offered for the last option of a line that is being typed, such as `/vm create image:ti`. */
  offered(line: string, at?: At): Promise<{ readonly choices: readonly Choice[]; readonly afterMs: number }>;
  press(message: Message, label: string): Promise<Done>;
  choose(message: Message, customId: string, value: string): Promise<Done>;
  submit(modal: Modal, values: Readonly<Record<string, string>>): Promise<Done>;
  /** What only this person sees, the newest last. */
  ephemerals(): readonly Message[];
  modals(): readonly Modal[];
  /** Brings his last interaction once more, as a gateway that was cut may. */
  again(): boolean;
}

export interface PersonPorts {
  readonly room: Room;
  /** Where he is unless said otherwise. */
  readonly channel: () => string;
  readonly dispatch: (data: unknown) => boolean;
  readonly timeouts: string[];
  readonly time: Time;
}

/** What the bot may do in a channel: view, send, history, attach. */
const APP_PERMISSIONS = '274878008320';
export function createPerson(id: string, ports: PersonPorts): Person {
  const { room, channel, dispatch, timeouts, time } = ports;
  const { space, interactions } = room;
  const modals: Modal[] = [];
  let last: unknown = null;

  function payload(interaction: Interaction, data: unknown, more: object): object {
    const place = space.channels.get(interaction.channel);
    const who = space.people.get(id);
    const user = shownUser(id, space.people);
    const member = {
      user,
      nick: null,
      roles: [],
      permissions: '0',
      joined_at: new Date().toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
    };
    return {
      id: interaction.id,
      application_id: room.appId,
      type: interaction.type,
      token: interaction.token,
      version: 1,
      locale: who?.locale ?? 'en-US',
      app_permissions: APP_PERMISSIONS,
      entitlements: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: place?.guild ? { 0: place.guild } : { 0: '0' },
      context: place?.guild ? 0 : 1,
      channel_id: interaction.channel,
      channel: { id: interaction.channel, type: place?.guild ? 0 : 1 },
      ...(place?.guild
        ? {
            guild_id: place.guild,
            guild_locale: 'en-US',
            guild: { id: place.guild, locale: 'en-US', features: [] },
            member,
          }
        : { user }),
      data,
      ...more,
    };
  }

  async function act(
    what: string,
    draft: { type: number; channel: string; pressed?: string },
    data: unknown,
    more: object = {},
    lateMs = 0,
  ): Promise<{ done: Done; interaction: Interaction }> {
    const interaction = interactions.begin({ pressed: null, ...draft, user: id }, lateMs);
    last = payload(interaction, data, more);
    if (!dispatch(last) || lateMs > FIRST_ANSWER_MS) interaction.settle(null);
    const callOff = time.after(FIRST_ANSWER_MS - lateMs, () => interaction.settle(null));
    const ack = await space.stage.come(`an acknowledgement of ${what}`, interaction.acked);
    callOff();
    if (!ack) timeouts.push(what);
    if (ack?.type === 9) modals.push({ id: newId(), data: ack.data ?? {}, from: interaction });
    const message = () => space.message(interaction.original ?? '');
    return { done: { interaction: interaction.id, ack, message }, interaction };
  }

  function registered(line: string, guild: string | null): Given {
    const lists = [
      ...(guild ? (space.commands.get(guild) ?? []) : []),
      ...(space.commands.get('global') ?? []),
    ];
    return readLine(line, lists);
  }

  const channelOf = (at?: At) => at?.channel ?? channel();
  const guildOf = (where: string) => space.channels.get(where)?.guild ?? null;

  return {
    id,
    async command(line, at) {
      const where = channelOf(at);
      const given = registered(line, guildOf(where));
      const data = {
        id: given.command.id,
        name: given.command.name,
        type: 1,
        ...attached(optionsOf(given, null), at?.files ?? [], room),
      };
      return (await act(line, { type: 2, channel: where }, data, {}, at?.lateMs)).done;
    },
    async offered(line, at) {
      const where = channelOf(at);
      const given = registered(line, guildOf(where));
      const data = {
        id: given.command.id,
        name: given.command.name,
        type: 1,
        options: optionsOf(given, given.last),
      };
      const { done } = await act(`choices for ${line}`, { type: 4, channel: where }, data);
      const choices = (done.ack?.data?.choices ?? []) as readonly Choice[];
      return { choices, afterMs: done.ack?.afterMs ?? Number.POSITIVE_INFINITY };
    },
    async press(message, label) {
      const button = componentsIn(message.components).find((one) => one.type === 2 && one.label === label);
      if (!button) throw new Error(`There is no button ${label} on the message ${message.id}.`);
      const data = { custom_id: button.custom_id, component_type: 2, id: button.id };
      return component(`the button ${label}`, message, data);
    },
    async choose(message, customId, value) {
      const menu = componentsIn(message.components).find((one) => one.custom_id === customId);
      const options = (menu?.options ?? []) as readonly { value: string }[];
      if (!options.some((one) => one.value === value))
        throw new Error(`${customId} does not offer ${value}.`);
      const data = { custom_id: customId, component_type: 3, id: menu?.id, values: [value] };
      return component(`the menu ${customId}`, message, data);
    },
    async submit({ data: modal, from }, values) {
      const components = (modal.components as readonly Component[]).map((label) => {
        const field = label.component as Component;
        const name = String(field.custom_id);
        const value = values[name] ?? '';
        if (field.required !== false && field.type !== 23 && value === '')
          throw new Error(`The field ${name} must be filled in.`);
        const common = { id: 1, type: field.type, custom_id: name };
        return { id: 1, type: 18, component: { ...common, ...filledIn(field, value) } };
      });
      const source = from.pressed === null ? null : space.message(from.pressed);
      const more = source ? { message: shownMessage(source, space) } : {};
      const draft = { type: 5, channel: from.channel, ...(source ? { pressed: source.id } : {}) };
      return (await act('a form', draft, { custom_id: modal.custom_id, components }, more)).done;
    },
    ephemerals: () => space.messages.filter(({ onlyFor, isDeleted }) => onlyFor === id && !isDeleted),
    modals: () => modals,
    again: () => last !== null && dispatch(last),
  };

  async function component(what: string, message: Message, data: unknown): Promise<Done> {
    const now = space.message(message.id);
    if (!now) throw new Error('The message is gone.');
    if ((now.flags & EPHEMERAL) !== 0 && now.onlyFor !== id)
      throw new Error('Somebody else sees that message.');
    const draft = { type: 3, channel: message.channel, pressed: message.id };
    return (await act(what, draft, data, { message: shownMessage(now, space) })).done;
  }
}

/** What is sent of a field, by its kind (receiving and responding, modal submit). */
function filledIn(field: Component, value: string): object {
  switch (field.type) {
    case 3:
    case 5:
      return { values: value === '' ? [] : [value] };
    case 21: {
      const options = field.options as readonly { readonly value: string }[];
      if (value !== '' && !options.some((one) => one.value === value))
        throw new Error(`${String(field.custom_id)} does not offer ${value}.`);
      return { value: value === '' ? null : value };
    }
    case 23:
      return { value: value === 'yes' };
    default:
      return { value };
  }
}

/** All components of a message, nested ones too. */
export function componentsIn(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [
    one,
    ...(Array.isArray(one.components) ? componentsIn(one.components as Component[]) : []),
    ...(one.accessory ? componentsIn([one.accessory as Component]) : []),
  ]);
}
