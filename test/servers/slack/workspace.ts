import { createStage } from '../stage.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly locale: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** `im`: the bot's own conversation with one person. */
  readonly kind: 'public' | 'private' | 'im';
  readonly user: string | null;
  hasBot: boolean;
  isArchived: boolean;
}

/** What a message said at one time. */
export interface Said {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Message extends Said {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly user: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: unknown } | null;
  /** Everything it has said, the newest last; `atMs` by `performance.now()`. */
  readonly history: readonly (Said & { readonly atMs: number })[];
  readonly isDeleted: boolean;
}

/** What one person alone was shown. */
export interface Ephemeral extends Said {
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  readonly ts: string;
  readonly via: 'postEphemeral' | 'response_url';
  isDeleted: boolean;
}

export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly channel: string;
  readonly thread: string | null;
}

export interface Modal {
  readonly id: string;
  readonly user: string;
  readonly view: Readonly<Record<string, unknown>> & {
    readonly blocks: readonly Block[];
    readonly private_metadata?: string;
  };
  isOpen: boolean;
}

/** One call that the app made, and what came of it. */
export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  error: string | null;
}

/** A Slack workspace, as far as an app sees it. Tests may look at all of it. */
export function createWorkspace() {
  const stage = createStage();
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const messages: Message[] = [];
  const ephemerals: Ephemeral[] = [];
  const files: UploadedFile[] = [];
  const modals: Modal[] = [];
  const calls: Call[] = [];
  let last = 0;

  const workspace = {
    team: 'T1',
    botUser: 'UBOT',
    botId: 'BBOT',
    users,
    channels,
    messages,
    ephemerals,
    files,
    modals,
    calls,
    stage,
    /** A time stamp of Slack's: it names a message in its channel, and no two are the same. */
    ts(): string {
      last = Math.max(last + 1, Date.now() * 1000);
      return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
    },
    addUser(id: string, displayName: string, locale = 'en-US'): User {
      const user = { id, name: id.toLowerCase(), displayName, locale };
      users.set(id, user);
      return user;
    },
    addChannel(id: string, options: { kind?: 'public' | 'private'; hasBot?: boolean } = {}): Channel {
      const { kind = 'public', hasBot = true } = options;
      const channel: Channel = { id, name: id.toLowerCase(), kind, user: null, hasBot, isArchived: false };
      channels.set(id, channel);
      return channel;
    },
    /** The bot's own conversation with one person. */
    directOf(user: string): Channel {
      const id = `D${user}`;
      const known = channels.get(id);
      if (known) return known;
      const channel: Channel = { id, name: id, kind: 'im', user, hasBot: true, isArchived: false };
      channels.set(id, channel);
      return channel;
    },
    post(draft: Omit<Message, 'ts' | 'history' | 'isDeleted'>): Message {
      const { text, blocks } = draft;
      const message = {
        ...draft,
        ts: workspace.ts(),
        history: [{ text, blocks, atMs: performance.now() }],
        isDeleted: false,
      };
      messages.push(message);
      stage.changed();
      return message;
    },
    change(message: Message, said: Said): void {
      const at = messages.indexOf(message);
      const history = [...message.history, { ...said, atMs: performance.now() }];
      messages[at] = { ...message, ...said, history };
      stage.changed();
    },
    remove(message: Message): void {
      messages[messages.indexOf(message)] = { ...message, isDeleted: true };
      stage.changed();
    },
    find: (channel: string, ts: string) =>
      messages.find((message) => message.channel === channel && message.ts === ts && !message.isDeleted),
  };
  return workspace;
}

export type Workspace = ReturnType<typeof createWorkspace>;
