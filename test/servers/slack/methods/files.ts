import { type Answer, refusal } from '../answer.ts';
import type { Args, Room } from '../room.ts';
import { uploadsOf } from '../uploads.ts';
import { writable } from './chat.ts';

export function uploadUrl({ filename, length }: Args, room: Room): Answer {
  if (Number(length) < 1) throw refusal('invalid_arguments', ['length: must be positive']);
  const all = uploadsOf(room);
  const id = `F${String(all.size + 1).padStart(8, '0')}`;
  all.set(id, { name: String(filename), length: Number(length), bytes: null, completedAtMs: null });
  return { upload_url: `${room.origin()}/upload/${id}`, file_id: id };
}

/** Takes the bytes of a file. @returns whether it was announced, with this length */
export function receiveUpload(id: string, bytes: Buffer, room: Room): boolean {
  const upload = uploadsOf(room).get(id);
  if (!upload || upload.length !== bytes.length) return false;
  upload.bytes = bytes;
  return true;
}

/** A file that somebody puts into a form, as Slack describes it to the app (file object). */
export function givenFile(name: string, bytes: Buffer, room: Room): FileObject {
  const all = uploadsOf(room);
  const id = `F${String(all.size + 1).padStart(8, '0')}`;
  all.set(id, { name, length: bytes.length, bytes, completedAtMs: performance.now() });
  const address = `${room.origin()}/files-pri/${room.workspace.team}-${id}/download/${encodeURIComponent(name)}`;
  return { id, name, size: bytes.length, mimetype: 'text/plain', url_private_download: address };
}

export interface FileObject {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mimetype: string;
  readonly url_private_download: string;
}

/**
 * The bytes of a file, for whoever says the bot's token; anybody else is led to where one logs in (working with files,
 * private files).
 */
export function privateFile(
  name: string,
  authorization: string | undefined,
  room: Room,
): Buffer | 'log in' | null {
  const mayRead = authorization === `Bearer ${room.tokens.bot}` && room.scopes.has('files:read');
  if (!mayRead) return 'log in';
  return uploadsOf(room).get(name.replace(/^[A-Z0-9]+-/, ''))?.bytes ?? null;
}

export function completeUpload(args: Args, room: Room): Answer {
  const { workspace } = room;
  // Without a channel the file is the app's alone.
  const channel = args.channel_id === undefined ? null : writable(args.channel_id, room);
  const thread = args.thread_ts === undefined ? null : String(args.thread_ts);
  if (thread !== null && !(channel && workspace.find(channel.id, thread))) throw refusal('thread_not_found');
  const asked = args.files as readonly { readonly id: string; readonly title?: string }[];
  const files = asked.map(({ id, title = '' }) => {
    const upload = uploadsOf(room).get(id);
    if (!upload?.bytes) throw refusal('file_not_found');
    upload.completedAtMs = performance.now();
    const text = upload.bytes.toString('utf8');
    return { id, name: upload.name, title, text, channel: channel?.id ?? '', thread };
  });
  if (channel) workspace.files.push(...files);
  workspace.stage.changed();
  return { files: files.map(({ id, title }) => ({ id, title })) };
}
