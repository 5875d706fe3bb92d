import type { UserError } from '../base/errors.ts';
import type { Locale } from '../base/text.ts';
import type { Answer, Received } from '../command/answer.ts';
import type { Command } from '../command/command.ts';
import { withCancel } from '../command/decline.ts';
import type { Invocation } from '../command/invocation.ts';
import type { View } from '../view/view.ts';
import type { Desk } from './desk.ts';
import type { OutMessage } from './outbox/store.ts';
import type { Tasks } from './tasks.ts';

/** Somebody who did something in a chat, as they are answered there. */
export interface Asker {
  readonly invocation: Invocation;
  /** The language that they are answered in. */
  locale(): Promise<Locale>;
  /**
   * Tells the chat that the act has arrived, once it is recorded; what is known early may be said with it.
   * @returns whether they have been told all, or there is no way to tell them
   */
  acknowledge(received: Received): Promise<boolean>;
  /** Work begins, whose message will come. */
  begin(isPrivate: boolean): Promise<void>;
  tell(view: View, isPrivate: boolean): Promise<void>;
  /** Says that it cannot be done; with a way to the command's form, where that would help. */
  refuse(error: UserError, command: Command | null): Promise<void>;
  /** Opens the command's form, if that is what the error calls for and it can be. @returns whether it is open */
  openForm(command: Command, error: UserError): Promise<boolean>;
  /** What the button was for is gone. @returns whether its message says so now */
  sayGone(error: UserError): Promise<boolean>;
}

export interface ConversationPorts {
  readonly desk: Pick<Desk, 'receive' | 'mail'>;
  readonly tasks: Tasks;
  /** Takes care of a stored message until its last state is shown. */
  owe(message: OutMessage): void;
}

/** What somebody asked, from its record to its answer. */
export interface Conversation {
  /** Records what was asked, has it acknowledged, and goes on with it in the background. */
  take(asker: Asker): Promise<void>;
  /** Goes on with what was recorded. */
  resume(asker: Asker, received: Received): Promise<void>;
}

export function createConversation({ desk, tasks, owe }: ConversationPorts): Conversation {
  async function resume(asker: Asker, received: Received): Promise<void> {
    const isTold = await asker.acknowledge(received);
    if (received.kind === 'repeated') return;
    tasks.run(async () => {
      if (!isTold) await answer(asker, received);
      await desk.mail.answered(asker.invocation.id);
    });
  }

  async function answer(asker: Asker, received: Exclude<Received, { kind: 'repeated' }>): Promise<void> {
    const { command } = received;
    if (received.kind === 'rejected') return refuse(asker, received.error, command);
    await tell(asker, received.command, await received.answer(await asker.locale()));
  }

  async function tell(asker: Asker, command: Command, came: Answer): Promise<void> {
    const isPrivate = command.answer === 'private';
    switch (came.kind) {
      case 'started': {
        await asker.begin(isPrivate);
        const message = await desk.mail.take(came.jobId);
        if (message) owe(message);
        return;
      }
      case 'refused':
        return refuse(asker, came.error, command);
      case 'asked':
        return asker.tell(withCancel(came.view), true);
      case 'said':
        return asker.tell(came.view, isPrivate);
    }
  }

  async function refuse(asker: Asker, error: UserError, command: Command | null): Promise<void> {
    if (error.isGone && (await asker.sayGone(error))) return;
    if (command && (await asker.openForm(command, error))) return;
    await asker.refuse(error, command);
  }

  return {
    resume,
    take: async (asker) => resume(asker, await desk.receive(asker.invocation)),
  };
}
