import { type AttachedFile, type OpenFile, openAttached } from '../../src/command/attached.ts';
import { shown } from '../../src/command/shown.ts';
import { clean } from '../../src/view/clean.ts';
import { fetchAttached } from '../file/fetch-attached.ts';
import type { Attachment } from './inbound/attachment.ts';
import type { DiscordSettings } from './settings.ts';
import type { Waits } from './waits.ts';

/** Where Discord keeps what people attach (docs.discord.com, reference, CDN formatting); its addresses are signed. */
export const CDN_URL = 'https://cdn.discordapp.com';

/** Opens what came with an act. */
export type OpenAttached = (attachments: readonly Attachment[]) => OpenFile;

export function createOpenAttached(
  { cdnUrl = CDN_URL }: Pick<DiscordSettings, 'cdnUrl'>,
  { fileMs }: Pick<Waits, 'fileMs'>,
  signal: AbortSignal,
): OpenAttached {
  const host = { origin: cdnUrl, deadlineMs: fileMs, signal };
  const fileOf = ({ name, bytes, url }: Attachment): AttachedFile => {
    const file = { name: shown(clean(name)), url };
    return { name: file.name, bytes, read: (most) => fetchAttached(file, host, most) };
  };
  return (attachments) => openAttached(new Map(attachments.map((one) => [one.id, fileOf(one)])));
}
