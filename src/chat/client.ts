import type { Locale, Text } from '../base/text.ts';
import type { View } from '../view/view.ts';

/**
 * What a chat must be able to do so that the outbox can keep messages in it. A chat gets back the replies and the
 * payloads that it made itself, and no others. Every call is tried once, and throws a ChatCallError.
 */
export interface ChatClient {
  readonly can: Abilities;
  /** What is sent of a view. */
  compose(view: View, locale: Locale, how: How): Payload;
  /** It was malformed: @returns the next wording to put it in, or null where there is none */
  plainer(payload: Payload, put: Put): string | null;
  /** Whether an asker's act can be answered: before anything is posted, or where nothing can be posted. */
  answers(reply: Reply): 'first' | 'last' | 'never';
  post(post: Post): Promise<Spot>;
  edit(at: Spot, edit: Edit): Promise<void>;
  /** Answers by what came with an act. @returns where the answer is; null where it cannot be edited */
  answer(reply: Reply, payload: Payload): Promise<Spot | null>;
  /** @returns the chat's own name of a message that may have been posted; null if it is not there */
  find(search: Search): Promise<string | null>;
  /** @returns the channel of the direct messages with this person */
  openDirect(user: string): Promise<string>;
  /** Brings what of a payload is to come after its message. */
  upload(channel: string, thread: string | null, payload: Payload, what: Payload['after']): Promise<void>;
  /**
   * Puts pictures into a message that is there, where the chat takes them later only.
   * @param show edits the message, within its pace
   * @returns what it says now
   */
  illustrate(payload: Payload, show: (payload: Payload) => Promise<void>): Promise<Payload>;
}

/** What a chat can do, as data. */
export interface Abilities {
  /** The chat's name, for people. */
  readonly name: string;
  readonly answers: {
    /** How long after an act it can be answered, in milliseconds. */
    readonly lifeMs: number;
    /**
     * Where an answer is a message that all see and that can be edited: how long before the end of that life it is
     * edited as a message of labvm's own, in milliseconds. null: the asker alone sees it, and nobody changes it.
     */
    readonly handOverMs: number | null;
  };
  /** Whoever is told elsewhere, because the channel is closed to labvm, is told how to let it in. */
  readonly invite: Text;
  /** The last that an answer says which all see, where labvm cannot go on with it. */
  readonly moved: Text | null;
}

/** How somebody who asked can be answered, as a chat stores it with what it accepted; each chat adds its own. */
export interface Reply {
  /** The asker, by the chat's id. */
  readonly user: string;
  /** When they asked, in milliseconds since 1970. */
  readonly at: number;
}

/** Where a message is, by the chat's own names. */
export interface Spot {
  readonly channel: string;
  readonly message: string;
}

/** What is sent of a message. */
export interface Payload {
  /** The message: what is the same is not sent again. */
  readonly body: object;
  /** Whether files go with it, which a chat can refuse by themselves. */
  readonly hasFiles: boolean;
  /** Whether something comes after it: text that was too long, or pictures. */
  readonly after: { readonly file: boolean; readonly pictures: boolean };
}

/** How a view is put. */
export interface How {
  /** One of the chat's own wordings; null for the best one. */
  readonly wording: string | null;
  /** Names the message for good, where it is to be found again. */
  readonly id: string | null;
  /** Nothing comes after it: what is too long is sent along. */
  readonly withFiles: boolean;
}

/** How it was put when it was refused. */
export interface Put {
  readonly wording: string | null;
  /** A state of it is there already. */
  readonly isShown: boolean;
  /** What the chat said to it, if anything. */
  readonly why?: string;
}

export interface Post {
  readonly channel: string;
  /** The message that it belongs to, where the chat has threads or replies. */
  readonly thread: string | null;
  /** Names the message for good: it is found again by it. */
  readonly id: string;
  readonly payload: Payload;
}

export type Edit = Pick<Post, 'id' | 'payload'>;

/** A message that may have been posted. */
export interface Search extends Pick<Post, 'channel' | 'thread' | 'id'> {
  /** The act that it may be the answer to, in this channel. */
  readonly reply: Reply | null;
  /** Not before this time, in milliseconds since 1970. */
  readonly sinceMs: number;
}
