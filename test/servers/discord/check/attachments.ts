import { lengthBreaches, objects, repeated } from './json.ts';
import type { MessageContext } from './message.ts';

/** docs.discord.com, resources/message and reference (uploading files). */
const MOST_FILES = 10;
const MOST_FILE_DESCRIPTION = 1024;
/** Discord renames other files, and then `attachment://` does not find them. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Of a file that the message has already; lower numbers count the files that travel with the request. */
const SNOWFLAKE = /^\d{15,20}$/;

/** What is wrong with the files that are declared, and with those that came. */
export function* attachmentBreaches(
  value: unknown,
  { kind, uploaded }: Pick<MessageContext, 'kind' | 'uploaded'>,
): Generator<string> {
  for (const name of uploaded)
    if (!PLAIN_NAME.test(name)) yield `files: ${JSON.stringify(name)} is not a plain name`;
  for (const name of repeated(uploaded)) yield `files: ${JSON.stringify(name)} came more than once`;
  if (uploaded.length > MOST_FILES) yield `files: ${uploaded.length}, at most ${MOST_FILES}`;
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) return yield 'attachments: not a list';
  const declared = objects(value);
  if (declared.length > MOST_FILES) yield `attachments: ${declared.length}, at most ${MOST_FILES}`;
  const ids = declared.map(({ id }) => String(id));
  for (const id of repeated(ids)) yield `attachments: the id ${id} is there more than once`;
  for (const [at, { id, filename, description }] of declared.entries()) {
    const place = `attachments[${at}]`;
    yield* lengthBreaches(description, 0, MOST_FILE_DESCRIPTION, `${place}.description`);
    if (SNOWFLAKE.test(String(id))) {
      if (kind !== 'edit') yield `${place}.id: a new message has no file ${id} yet`;
      continue;
    }
    const name = uploaded[Number(id)];
    if (name === undefined) yield `${place}.id: no file ${id} came with it`;
    else if (filename !== undefined && filename !== name)
      yield `${place}.filename is ${JSON.stringify(filename)}, but the file that came is ${JSON.stringify(name)}`;
  }
  for (const [at, name] of uploaded.entries())
    if (!ids.includes(String(at))) yield `files[${at}]: ${JSON.stringify(name)} is not among the attachments`;
}

/** Names of files as `attachments` declares them. */
export function declaredNames(value: unknown): readonly string[] {
  return objects(value).flatMap(({ filename }) => (typeof filename === 'string' ? [filename] : []));
}

/** What is wrong with the address of a file that a component shows. */
export function* fileUrlBreaches(url: unknown, names: ReadonlySet<string>, place: string): Generator<string> {
  const [, name] = /^attachment:\/\/(.*)$/.exec(String(url)) ?? [];
  if (name === undefined) yield `${place}: ${JSON.stringify(url)} is not of attachment://`;
  else if (!PLAIN_NAME.test(name)) yield `${place}: ${JSON.stringify(name)} is not a plain name`;
  else if (!names.has(name)) yield `${place}: there is no file ${JSON.stringify(name)}`;
}
