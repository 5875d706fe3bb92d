import { createStage, type Stage } from '../stage.ts';
import { newId } from './ids.ts';
import { numbered } from './number-components.ts';

export type Component = Readonly<Record<string, unknown>> & { readonly type: number };

/** What a message said at one time. */
export interface Said {
  readonly content: string;
  readonly components: readonly Component[];
  readonly flags: number;
  readonly attachments: readonly { readonly id: string; readonly filename: string; readonly text: string }[];
}

export interface Message extends Said {
  readonly id: string;
  readonly channel: string;
  readonly nonce: string | null;
  readonly replyTo: string | null;
  /** The interaction that it answers. */
  readonly interaction: { readonly id: string; readonly user: string } | null;
  /** The one who alone sees it. */
  readonly onlyFor: string | null;
  /** Everything it has said, the newest last; `atMs` by `performance.now()`. */
  readonly history: readonly (Said & { readonly atMs: number })[];
  readonly isDeleted: boolean;
  /** Promised, and not said yet. */
  readonly isLoading: boolean;
  /** Edits by the bot are limited, as of messages older than an hour. */
  readonly isOld: boolean;
}

export interface Channel {
  readonly id: string;
  /** null: a direct conversation. */
  readonly guild: string | null;
  readonly user: string | null;
}

/** A call that the app made. */
export interface Call {
  readonly route: string;
  readonly status: number;
  readonly code: number | null;
  readonly body: unknown;
  readonly atMs: number;
}

/** What is in Discord. */
export interface Space {
  readonly stage: Stage;
  readonly botUser: string;
  readonly guilds: readonly string[];
  readonly messages: readonly Message[];
  readonly calls: Call[];
  /** Registered commands: everywhere under `global`, else by server. */
  readonly commands: Map<string, readonly Record<string, unknown>[]>;
  readonly channels: Map<string, Channel>;
  /** Channels that the bot may not see, and those where it may see and not write. */
  readonly closed: Set<string>;
  readonly mute: Set<string>;
  /** `isStranger`: in no server that the bot is in. */
  readonly people: Map<
    string,
    { readonly name: string; readonly locale: string; readonly isStranger?: boolean }
  >;
  direct(user: string): Channel;
  add(draft: Omit<Message, 'id' | 'history' | 'isDeleted' | 'isOld'>): Message;
  /** A message that was there in an earlier life of the server. */
  restore(message: Message): void;
  edit(id: string, said: Partial<Said>): Message;
  remove(id: string): void;
  age(id: string): void;
  message(id: string): Message | null;
}

export function createSpace(guilds: readonly string[]): Space {
  const stage = createStage();
  const messages: Message[] = [];
  const channels = new Map<string, Channel>();

  function replace(id: string, change: (message: Message) => Message): Message {
    const at = messages.findIndex((one) => one.id === id);
    const before = messages[at];
    if (!before) throw new Error(`There is no message ${id}.`);
    const after = change(before);
    messages[at] = after;
    stage.changed();
    return after;
  }

  return {
    stage,
    botUser: newId(),
    guilds,
    messages,
    calls: [],
    commands: new Map(),
    channels,
    closed: new Set(),
    mute: new Set(),
    people: new Map(),
    direct(user) {
      const found = [...channels.values()].find((one) => one.user === user);
      if (found) return found;
      const channel = { id: newId(), guild: null, user };
      channels.set(channel.id, channel);
      return channel;
    },
    add(draft) {
      const components = numbered(draft.components);
      const { content, flags, attachments } = draft;
      const history = [{ content, components, flags, attachments, atMs: performance.now() }];
      const message = { ...draft, components, id: newId(), history, isDeleted: false, isOld: false };
      messages.push(message);
      stage.changed();
      return message;
    },
    restore(message) {
      messages.push(message);
      stage.changed();
    },
    edit: (id, said) =>
      replace(id, (message) => {
        const { content, components, flags, attachments } = { ...message, ...said };
        const state = { content, components: numbered(components), flags, attachments };
        const history = [...message.history, { ...state, atMs: performance.now() }];
        return { ...message, ...state, history, isLoading: false };
      }),
    remove: (id) => void replace(id, (message) => ({ ...message, isDeleted: true })),
    age: (id) => void replace(id, (message) => ({ ...message, isOld: true })),
    message: (id) => messages.find((one) => one.id === id && !one.isDeleted) ?? null,
  };
}
