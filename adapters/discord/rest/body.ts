import { type APIMessageTopLevelComponent, ComponentType, MessageFlags, type RawFile } from 'discord.js';
import type { Payload as ChatPayload } from '../../../src/chat/client.ts';
import type { DiscordContent } from '../content.ts';

/**
 * How a message is put: as a card; the same in the simplest words that a card can have; or as text, for where Discord
 * takes no cards. A message that was a card once stays one (docs.discord.com, components).
 */
export type Wording = 'card' | 'simple' | 'text';

/** What is sent of a message. */
export interface Body {
  readonly flags?: number;
  readonly content?: string;
  readonly components: readonly object[];
  readonly allowed_mentions: { readonly parse: [] };
  readonly attachments?: readonly object[];
}

/** A message as it goes out. */
export interface Sendable {
  readonly body: Body;
  readonly files: readonly RawFile[];
}

/** The same, as the outbox knows it. */
export interface Payload extends Sendable, ChatPayload {
  readonly body: Body;
}

export interface PayloadOptions {
  readonly wording: Wording;
  /** Names the message within Discord: the id of its first component, by which it is found again; of 31 bits. */
  readonly mark?: number;
  /** Whether what is too long is sent along. */
  readonly withFile?: boolean;
}

/** Nobody is ever called by what labvm says. */
const SILENT = { parse: [] as [] };

const NOTHING = { file: false, pictures: false } as const;

/** Said where the rest comes in a file at the end, or cannot come. */
const GOES_ON = '…';

export function payloadOf(content: DiscordContent, options: PayloadOptions): Payload {
  const { wording, mark, withFile = false } = options;
  const rest = wording === 'card' ? content.file : content.plain.file;
  const file = withFile ? rest : null;
  const note = rest ? (file?.note ?? GOES_ON) : null;
  const pictured = withFile ? content.pictured : null;
  const files: RawFile[] = [
    ...(file ? [{ name: file.name, data: file.text, contentType: 'text/plain; charset=utf-8' }] : []),
    ...(pictured?.pictures ?? []).map(({ name, png }) => ({ name, data: png, contentType: 'image/png' })),
  ];
  const hasFiles = files.length > 0;
  const attachments = files.map(({ name }, at) => ({ id: String(at), filename: name }));
  const common = { allowed_mentions: SILENT, ...(hasFiles ? { attachments } : {}) };
  if (wording === 'text') {
    const { content: text, components } = content.plain;
    const said = [text, ...(note === null ? [] : [note])].join('\n');
    return { body: { content: said, components, ...common }, files, hasFiles, after: NOTHING };
  }
  const components: APIMessageTopLevelComponent[] = [
    ...(wording === 'card' ? (pictured ?? content).components : simpleCard(content, pictured)),
    ...(note === null ? [] : [{ type: ComponentType.TextDisplay as const, content: note }]),
    ...(file ? [{ type: ComponentType.File as const, file: { url: `attachment://${file.name}` } }] : []),
  ];
  return {
    body: { flags: MessageFlags.IsComponentsV2, components: marked(components, mark), ...common },
    files,
    hasFiles,
    after: NOTHING,
  };
}

/** A message for one person alone. */
export function forOne<T extends Sendable>(payload: T): T {
  const { body } = payload;
  return { ...payload, body: { ...body, flags: (body.flags ?? 0) | MessageFlags.Ephemeral } };
}

function marked(components: readonly APIMessageTopLevelComponent[], mark: number | undefined) {
  const [first, ...others] = components;
  return first && mark !== undefined ? [{ ...first, id: mark }, ...others] : components;
}

function simpleCard(
  { plain }: DiscordContent,
  pictured: DiscordContent['pictured'],
): readonly APIMessageTopLevelComponent[] {
  const pictures = (pictured?.pictures ?? []).map(({ name }) => ({
    type: ComponentType.File as const,
    file: { url: `attachment://${name}` },
  }));
  return [{ type: ComponentType.TextDisplay, content: plain.content }, ...pictures, ...plain.components];
}
