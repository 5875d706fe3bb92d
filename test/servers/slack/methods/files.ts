import { type Answer, refusal } from '../answer.ts';
import type { Args, Room } from '../room.ts';
import { writable } from './chat.ts';

/** Files on their way, by id. */
const uploads = new WeakMap<object, Map<string, { name: string; length: number; text: string | null }>>();

function uploadsOf(room: Room) {
  const known = uploads.get(room.workspace) ?? new Map();
  uploads.set(room.workspace, known);
  return known as Map<string, { name: string; length: number; text: string | null }>;
}

export function uploadUrl({ filename, length }: Args, room: Room): Answer {
  if (Number(length) < 1) throw refusal('invalid_arguments', ['length: must be positive']);
  const all = uploadsOf(room);
  const id = `F${all.size + 1}`;
  all.set(id, { name: String(filename), length: Number(length), text: null });
  return { upload_url: `${room.origin()}/upload/${id}`, file_id: id };
}

/** Takes the bytes of a file. @returns whether it was announced, with this length */
export function receiveUpload(id: string, bytes: Buffer, room: Room): boolean {
  const upload = uploadsOf(room).get(id);
  if (!upload || upload.length !== bytes.length) return false;
  upload.text = bytes.toString('utf8');
  return true;
}

export function completeUpload(args: Args, room: Room): Answer {
  const { workspace } = room;
  const channel = writable(args.channel_id, room);
  const thread = args.thread_ts === undefined ? null : String(args.thread_ts);
  if (thread !== null && !workspace.find(channel.id, thread)) throw refusal('thread_not_found');
  const asked = args.files as readonly { readonly id: string; readonly title?: string }[];
  const files = asked.map(({ id, title = '' }) => {
    const upload = uploadsOf(room).get(id);
    if (upload?.text === undefined || upload.text === null) throw refusal('file_not_found');
    return { id, name: upload.name, title, text: upload.text, channel: channel.id, thread };
  });
  workspace.files.push(...files);
  workspace.stage.changed();
  return { files: files.map(({ id, title }) => ({ id, title })) };
}
