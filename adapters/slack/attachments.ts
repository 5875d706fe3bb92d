import { type AttachedFile, type OpenFile, openAttached } from '../../src/command/attached.ts';
import { shown } from '../../src/command/shown.ts';
import { clean } from '../../src/view/clean.ts';
import { fetchAttached } from '../file/fetch-attached.ts';
import type { UploadedFile } from './form/answers.ts';
import type { SlackSettings } from './settings.ts';
import type { Waits } from './waits.ts';

/** Where Slack keeps files (docs.slack.dev, file object, url_private_download); the token is said there and nowhere else. */
export const FILES_URL = 'https://files.slack.com';

/** Opens what was attached in a form. */
export type OpenAttached = (files: readonly UploadedFile[]) => OpenFile;

export function createOpenAttached(
  { botToken, filesUrl = FILES_URL }: Pick<SlackSettings, 'botToken' | 'filesUrl'>,
  { fileMs }: Pick<Waits, 'fileMs'>,
  signal: AbortSignal,
): OpenAttached {
  const host = {
    origin: filesUrl,
    headers: { authorization: `Bearer ${botToken}` },
    deadlineMs: fileMs,
    signal,
  };
  const fileOf = ({ name, size, url_private_download: url }: UploadedFile): AttachedFile => {
    const file = { name: shown(clean(name ?? '')) || 'file', url: url ?? '' };
    return { name: file.name, bytes: size ?? null, read: (most) => fetchAttached(file, host, most) };
  };
  return (files) => openAttached(new Map(files.map((one) => [one.id, fileOf(one)])));
}
