import type { Ack, Delivery, Envelope } from './delivery.ts';
import { type FileObject, givenFile } from './methods/files.ts';
import type { Room } from './room.ts';
import type { Block, Ephemeral, Message, Modal } from './workspace.ts';

/** Something that somebody did, and how the app took it. */
export interface Done {
  /** null: not within three seconds, which Slack tells the person as `operation_timeout`. */
  readonly ack: Ack | null;
}

/** Where something is said. */
export interface At {
  readonly channel: string;
  readonly thread?: string;
}

/** A file that somebody puts into a field. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

/** How events come: `times` more than once, with new event ids, as Slack redelivers. */
export interface Redelivery {
  readonly times?: number;
}

/** Somebody in the workspace, as a test plays him. */
export interface Person {
  readonly id: string;
  command(word: string, text: string, at: At): Promise<Done>;
  /** Mentions the bot in a channel or a thread. @returns also the message's `ts` */
  mention(text: string, at: At, redelivery?: Redelivery): Promise<Done & { readonly ts: string }>;
  /** Writes to the bot directly. */
  direct(
    text: string,
    how?: Redelivery & { readonly thread?: string },
  ): Promise<Done & { readonly ts: string }>;
  /** Presses a button by what it says. @returns also what Slack asked before */
  press(message: Message | Ephemeral, label: string): Promise<Done & { readonly asked: string | null }>;
  /** What a menu of a modal offers. */
  suggest(modal: Modal, field: string, typed: string): Promise<readonly { text: string; value: string }[]>;
  /** Sends a modal; its errors are in the acknowledgement. */
  submit(
    modal: Modal,
    values: Readonly<Record<string, string>>,
    files?: Readonly<Record<string, GivenFile>>,
  ): Promise<Done & { errors: Record<string, string> }>;
  /** What only this person was shown and what of it is still there, the newest last. */
  ephemerals(): readonly Ephemeral[];
}

export interface PersonPorts {
  readonly room: Room;
  readonly delivery: () => Delivery;
  /** Every failure to acknowledge, for tests to look at. */
  readonly timeouts: string[];
  /** The workspace they belong to, where it is another one that shares channels with the app's (Slack Connect). */
  readonly team?: string;
}

/** Plays somebody. */
export function createPerson(id: string, { room, delivery, timeouts, team: own }: PersonPorts): Person {
  const { workspace, triggers, responseUrls } = room;
  const home = own ?? workspace.team;
  const who = () => ({ id, username: id.toLowerCase(), name: id.toLowerCase(), team_id: home });
  const team = { id: home, domain: 'lab' };
  // As Slack marks what comes from a channel that is shared with another workspace.
  const isShared = own !== undefined;
  const writer = () => ({ team: home, ...(isShared ? { user_team: home, source_team: home } : {}) });
  let events = 0;

  async function bring(envelope: Envelope, what: string): Promise<Done> {
    const ack = await delivery().deliver(envelope);
    if (!ack && envelope.type !== 'events_api') timeouts.push(what);
    return { ack };
  }

  function attached(files: Readonly<Record<string, GivenFile>>) {
    return Object.fromEntries(
      Object.entries(files).map(([field, { name, text }]) => [
        field,
        givenFile(name, Buffer.from(text), room),
      ]),
    );
  }

  /** An event, tried again until it is acknowledged, as Slack does. */
  async function tell(event: Readonly<Record<string, unknown>>, times: number): Promise<Done> {
    const payload = () => {
      events += 1;
      return {
        type: 'event_callback',
        token: 't',
        team_id: workspace.team,
        api_app_id: 'A1',
        event_id: `Ev${id}${events}`,
        event_time: Math.floor(Date.now() / 1000),
        is_ext_shared_channel: isShared,
        authorizations: [{ team_id: workspace.team, user_id: workspace.botUser, is_bot: true }],
        event,
      };
    };
    let done = await bring({ type: 'events_api', payload: payload() }, 'event');
    for (let attempt = 1; attempt < times || (!done.ack && attempt <= 3); attempt += 1) {
      const retry = { attempt, reason: 'timeout' };
      await workspace.stage.until('a way to the app', () => delivery().isReady());
      done = await bring({ type: 'events_api', payload: payload(), retry }, 'event');
    }
    return done;
  }

  async function write(channel: string, text: string, thread: string | null, type: string, times: number) {
    const message = workspace.post({ text, blocks: [], channel, thread, user: id, metadata: null });
    const place = {
      channel,
      ts: message.ts,
      event_ts: message.ts,
      ...(thread === null ? {} : { thread_ts: thread }),
    };
    const kind = type === 'message' ? { type, channel_type: 'im' } : { type };
    const done = await tell({ ...kind, user: id, ...writer(), text, ...place }, times);
    return { ...done, ts: message.ts };
  }

  return {
    id,
    command: (word, text, { channel }) =>
      bring(
        {
          type: 'slash_commands',
          payload: {
            token: 't',
            team_id: home,
            team_domain: 'lab',
            channel_id: channel,
            channel_name: channel.toLowerCase(),
            user_id: id,
            user_name: id.toLowerCase(),
            command: word,
            text: escaped(text),
            api_app_id: 'A1',
            is_enterprise_install: 'false',
            response_url: responseUrls.make({ channel, user: id, message: null }),
            trigger_id: triggers.make(id),
          },
        },
        `${word} ${text}`,
      ),
    mention: (text, { channel, thread = null as string | null }, { times = 1 } = {}) =>
      write(channel, `<@${workspace.botUser}> ${escaped(text)}`, thread, 'app_mention', times),
    direct: (text, { times = 1, thread } = {}) =>
      write(workspace.directOf(id).id, escaped(text), thread ?? null, 'message', times),
    async press(message, label) {
      const button = buttonOf(message.blocks, label);
      const { channel, ts } = message;
      // A message that others have answered is the first one of its own thread.
      const isFirst = workspace.messages.some((one) => one.channel === channel && one.thread === ts);
      const thread = message.thread ?? (isFirst ? ts : null);
      const isEphemeral = 'via' in message;
      const done = await bring(
        {
          type: 'interactive',
          payload: {
            type: 'block_actions',
            user: who(),
            team,
            api_app_id: 'A1',
            token: 't',
            channel: { id: channel, name: channel.toLowerCase() },
            container: {
              type: 'message',
              message_ts: ts,
              channel_id: channel,
              is_ephemeral: isEphemeral,
              ...(thread === null ? {} : { thread_ts: thread }),
            },
            ...(isEphemeral ? {} : { message: { type: 'message', ...shownAgain(message, thread), ts } }),
            trigger_id: triggers.make(id),
            response_url: responseUrls.make({ channel, user: id, message }),
            actions: [{ ...button, block_id: 'b1', action_ts: workspace.ts() }],
          },
        },
        `press ${label}`,
      );
      return { ...done, asked: askedBy(button) };
    },
    async suggest(modal, field, typed) {
      const { ack } = await bring(
        {
          type: 'interactive',
          payload: {
            type: 'block_suggestion',
            user: who(),
            team,
            api_app_id: 'A1',
            token: 't',
            container: { type: 'view', view_id: modal.id },
            view: viewPayload(modal, {}, workspace.team),
            action_id: 'value',
            block_id: field,
            value: typed,
          },
        },
        `suggest ${field}`,
      );
      const options = (ack?.body.options ?? []) as readonly { text: { text: string }; value: string }[];
      return options.map(({ text, value }) => ({ text: text.text, value }));
    },
    async submit(modal, values, files = {}) {
      const done = await bring(
        {
          type: 'interactive',
          payload: {
            type: 'view_submission',
            user: who(),
            team,
            api_app_id: 'A1',
            token: 't',
            trigger_id: triggers.make(id),
            view: viewPayload(modal, values, workspace.team, attached(files)),
            response_urls: [],
          },
        },
        'submit',
      );
      const errors = (done.ack?.body.errors ?? {}) as Record<string, string>;
      for (const field of Object.keys(errors)) fieldOf(modal, field);
      if (done.ack && Object.keys(errors).length === 0) modal.isOpen = false;
      return { ...done, errors };
    },
    ephemerals: () => workspace.ephemerals.filter(({ user, isDeleted }) => user === id && !isDeleted),
  };
}

/** As Slack sends what is typed, people marked (should_escape). */
function escaped(text: string): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return plain.replace(/(?<![\w])@(U[A-Z0-9]+)\b/g, (_, user: string) => `<@${user}|${user.toLowerCase()}>`);
}

type Button = Block & { readonly text: { readonly text: string }; readonly confirm?: Confirm };
interface Confirm {
  readonly title: { readonly text: string };
  readonly text: { readonly text: string };
}

function buttonOf(blocks: readonly Block[], label: string): Button {
  const buttons = blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as readonly Button[]);
  const found = buttons.find(({ text }) => text.text === label);
  if (!found) throw new Error(`No button ${label}, only: ${buttons.map(({ text }) => text.text).join(', ')}`);
  return found;
}

function askedBy({ confirm }: Button): string | null {
  return confirm ? `${confirm.title.text}\n${confirm.text.text}` : null;
}

/** Slack gives a message back with ids of its own in it. */
function shownAgain({ text, blocks }: Message | Ephemeral, thread: string | null) {
  const named = blocks.map((block, at) => ({ block_id: `s${at}`, ...block }));
  return { text, blocks: named, ...(thread === null ? {} : { thread_ts: thread }) };
}

function fieldOf({ view }: Modal, field: string): Block {
  const found = view.blocks.find(({ type, block_id: id }) => type === 'input' && id === field);
  if (!found) throw new Error(`The form has no field ${field}.`);
  return found;
}

/** A modal as Slack sends it back, with what was put into its fields. */
function viewPayload(
  modal: Modal,
  values: Readonly<Record<string, string>>,
  team: string,
  files: Readonly<Record<string, FileObject>> = {},
) {
  const filled = Object.entries(values).map(([field, value]) => {
    const element = fieldOf(modal, field).element as Block;
    return [
      field,
      { [String(element.action_id)]: { type: element.type, ...stateOf(element, value) } },
    ] as const;
  });
  const attached = Object.entries(files).map(([field, file]) => {
    const element = fieldOf(modal, field).element as Block;
    if (element.type !== 'file_input') throw new Error(`The field ${field} takes no file.`);
    return [field, { [String(element.action_id)]: { type: element.type, files: [file] } }] as const;
  });
  return {
    id: modal.id,
    team_id: team,
    type: 'modal',
    hash: `${modal.id}.1`,
    ...modal.view,
    state: { values: Object.fromEntries([...filled, ...attached]) },
  };
}

/** What stands in a field, by its kind (block-kit, block elements). */
function stateOf(element: Block, value: string): object {
  const entry = () => ({ text: { type: 'plain_text', text: value }, value });
  const offered = () => {
    const options = element.options as readonly { readonly value: string }[];
    if (!options.some((one) => one.value === value)) throw new Error(`The menu does not offer ${value}.`);
    return entry();
  };
  switch (element.type) {
    case 'external_select':
      return { selected_option: entry() };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: offered() };
    case 'checkboxes':
      return { selected_options: [offered()] };
    case 'users_select':
      return { selected_user: value };
    case 'file_input':
      throw new Error('A file is attached, not typed.');
    default:
      return { value };
  }
}
