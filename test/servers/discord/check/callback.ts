import {
  ApplicationCommandOptionType,
  InteractionType,
  MessageFlags,
  InteractionResponseType as Type,
} from 'discord-api-types/v10';
import { choiceBreaches } from './command-options.ts';
import { type Json, object, objects } from './json.ts';
import { checkMessage } from './message.ts';
import { modalBreaches } from './modal.ts';

/** What is known of an interaction that is answered. */
export interface CallbackContext {
  /** Whether a component was used, or a modal sent that a component had opened. */
  readonly fromComponent: boolean;
  /** Names of the files that travel with it, in their order. */
  readonly uploaded: readonly string[];
  /** Whether the message with that component has Components V2. */
  readonly wasV2?: boolean;
  /** Names of the files that the message with that component has. */
  readonly kept?: readonly string[];
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [Type.ChannelMessageWithSource, 'a message'],
  [Type.DeferredChannelMessageWithSource, 'a deferred message'],
  [Type.DeferredMessageUpdate, 'a deferred update'],
  [Type.UpdateMessage, 'an update'],
  [Type.ApplicationCommandAutocompleteResult, 'autocomplete'],
  [Type.Modal, 'a modal'],
]);
/** Answers to what was done to a message. */
const UPDATES = new Set<number>([Type.DeferredMessageUpdate, Type.UpdateMessage]);
const MOST_CHOICES = 25;
/** Flags of a deferred message (docs.discord.com, receiving and responding). */
const DEFERRED_FLAGS = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;

/**
 * What is wrong with the first answer to an interaction, each breach with its place.
 * @param interactionType as the interaction says it: 2 a command, 3 a component, 4 autocomplete, 5 a modal
 */
export function checkCallback(body: unknown, interactionType: number, context: CallbackContext): string[] {
  const { type, data } = object(body);
  if (typeof type !== 'number' || !NAMES.has(type)) return [`type: ${JSON.stringify(type)} is no answer`];
  return [...typeBreaches(type, interactionType, context), ...dataBreaches(type, data, context)];
}

function* typeBreaches(
  type: number,
  interaction: number,
  { fromComponent }: CallbackContext,
): Generator<string> {
  const isSuggestion = interaction === InteractionType.ApplicationCommandAutocomplete;
  const isSuggesting = type === Type.ApplicationCommandAutocompleteResult;
  if (isSuggestion !== isSuggesting)
    yield `type: ${NAMES.get(type)} does not answer interaction ${interaction}`;
  const isModal = interaction === InteractionType.ModalSubmit;
  if (type === Type.Modal && isModal) yield 'type: a modal does not answer a modal';
  const isOfMessage = interaction === InteractionType.MessageComponent || (isModal && fromComponent);
  if (UPDATES.has(type) && !isOfMessage) yield `type: ${NAMES.get(type)} without a message that was acted on`;
}

function* dataBreaches(type: number, data: unknown, context: CallbackContext): Generator<string> {
  const { uploaded, wasV2 = false, kept = [] } = context;
  const takesFiles = type === Type.ChannelMessageWithSource || type === Type.UpdateMessage;
  if (!takesFiles && uploaded.length > 0) yield `files: not with ${NAMES.get(type)}`;
  switch (type) {
    case Type.ChannelMessageWithSource:
      return yield* within(checkMessage(data, { kind: 'callback', uploaded, wasV2: false }));
    case Type.UpdateMessage:
      return yield* within(checkMessage(data, { kind: 'edit', uploaded, wasV2, kept }));
    case Type.DeferredChannelMessageWithSource:
      return yield* deferredBreaches(object(data));
    case Type.DeferredMessageUpdate:
      if (Object.keys(object(data)).length > 0) yield 'data: not with a deferred update';
      return;
    case Type.ApplicationCommandAutocompleteResult:
      return yield* choicesBreaches(object(data));
    case Type.Modal:
      return yield* within(modalBreaches(object(data)));
  }
}

/** What is empty stays the first word, for its code. */
function* within(breaches: Iterable<string>): Generator<string> {
  for (const breach of breaches) yield breach.startsWith('empty:') ? breach : `data.${breach}`;
}

function* deferredBreaches(data: Json): Generator<string> {
  for (const key of Object.keys(data))
    if (key !== 'flags') yield `data.${key}: a deferred message has only flags`;
  const foreign = Number(data.flags ?? 0) & ~DEFERRED_FLAGS;
  if (foreign !== 0) yield `data.flags: ${foreign} cannot be set here`;
}

function* choicesBreaches(data: Json): Generator<string> {
  if (!Array.isArray(data.choices)) return yield 'data.choices: not there';
  const choices = objects(data.choices);
  if (choices.length > MOST_CHOICES) yield `data.choices: ${choices.length}, at most ${MOST_CHOICES}`;
  for (const [at, choice] of choices.entries()) {
    const { Number: number, String: text } = ApplicationCommandOptionType;
    yield* choiceBreaches(choice, typeof choice.value === 'number' ? number : text, `data.choices[${at}]`);
  }
}
