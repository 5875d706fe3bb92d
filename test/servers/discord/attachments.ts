import { newId } from './ids.ts';
import type { Room } from './room.ts';

const ATTACHMENT = 11;

interface Sent {
  readonly type?: number;
  readonly value?: unknown;
  readonly options?: readonly Sent[];
}

/** Files that people attached, by the path that they are fetched from. */
const kept = new WeakMap<object, Map<string, string>>();

function filesOf(room: Room): Map<string, string> {
  const files = kept.get(room) ?? new Map<string, string>();
  kept.set(room, files);
  return files;
}

/**
 * Options with the ids of what was attached in place of its names, and what it is (receiving and responding, resolved
 * data).
 */
export function attached(
  options: readonly object[],
  files: readonly { readonly name: string; readonly text: string }[],
  room: Room,
): { readonly options: readonly object[]; readonly resolved?: object } {
  const attachments: Record<string, object> = {};
  const withIds = (one: Sent): Sent => {
    if (one.options) return { ...one, options: one.options.map(withIds) };
    if (one.type !== ATTACHMENT) return one;
    const file = files.find(({ name }) => name === one.value);
    if (!file) throw new Error(`Nobody attached ${String(one.value)}.`);
    const id = newId();
    const path = `/attachments/${newId()}/${id}/${encodeURIComponent(file.name)}`;
    filesOf(room).set(path, file.text);
    const url = `${room.origin()}${path}?ex=1&is=2&hm=3`;
    const size = Buffer.byteLength(file.text);
    attachments[id] = {
      id,
      filename: file.name,
      size,
      url,
      proxy_url: url,
      content_type: 'text/plain',
      ephemeral: true,
    };
    return { ...one, value: id };
  };
  const sent = (options as readonly Sent[]).map(withIds);
  return Object.keys(attachments).length === 0
    ? { options: sent }
    : { options: sent, resolved: { attachments } };
}

/**
 * What the CDN answers (reference, CDN formatting): signed addresses only. Nobody shows it a token: one that does gives
 * its secrets away.
 */
export function fileAt(url: URL, authorization: string | undefined, room: Room): string | null {
  if (authorization !== undefined) room.breaches.push('a token was shown to the CDN');
  const isSigned = ['ex', 'is', 'hm'].every((name) => url.searchParams.has(name));
  return isSigned ? (filesOf(room).get(url.pathname) ?? null) : null;
}
