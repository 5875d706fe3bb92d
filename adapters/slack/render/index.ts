import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../../src/base/text.ts';
import { fileNameOf } from '../../../src/view/file-name.ts';
import { REST_IN_FILE } from '../../../src/view/message-words.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { spoken } from '../../../src/view/spoken.ts';
import type { PicturePart, View } from '../../../src/view/view.ts';
import { withSign } from '../../../src/view/with-sign.ts';
import { words } from '../../../src/view/words.ts';
import type { SlackContent, SlackFile, SlackPicture } from '../content.ts';
import { LIMITS } from '../limits.ts';
import { actionBlocks } from './actions.ts';
import { contexts, sections, textLength, title } from './blocks.ts';
import { type RenderedPart, renderPart } from './parts.ts';
import { escapeText } from './text.ts';

export { escapeText } from './text.ts';

/** What stays free for what the sending adds, such as how to invite labvm. */
const SPARE_BLOCKS = 2;
const SPARE_TEXT = 500;

/** The only way a view is said in Slack. Everything that Slack limits is within its limits; what does not fit is a file. */
export function renderMessage(view: View, locale: Locale): SlackContent {
  const whole = view.title === undefined ? '' : words(view.title, locale);
  const name = shortened(whole, LIMITS.text);
  const signed = withSign(view);
  const signedTitle = signed.title === undefined ? '' : words(signed.title, locale);
  const headline = shortened(signedTitle, LIMITS.text);
  const parts = withOneTable(signed.parts.map((part, at) => renderPart(part, locale, headline, at)));
  const actions = actionBlocks(view.actions, locale);
  const fit = fitting(parts, headline, actions);
  const isWhole =
    headline === signedTitle && fit.length === parts.length && fit.every(({ isShort }) => !isShort);
  const end = [...(isWhole ? [] : contexts(REST_IN_FILE[locale])), ...actions];
  const heading = title(headline);
  // A plan has the title in itself.
  const richHeading = fit[0]?.rich[0]?.type === 'plan' ? [] : heading;
  const text = spoken(view, locale);
  return {
    text: escapedWithin(text || '—'),
    blocks: [...richHeading, ...fit.flatMap(({ rich }) => rich), ...end],
    pictures: view.parts.flatMap((part) => (part.kind === 'picture' ? [pictureOf(part, locale)] : [])),
    plainBlocks: [...heading, ...fit.flatMap(({ plain }) => plain), ...end],
    file: isWhole ? null : fileOf(name, plainText(view, locale, Number.POSITIVE_INFINITY)),
  };
}

function pictureOf({ png, alt }: PicturePart, locale: Locale): SlackPicture {
  return { png: Buffer.from(png, 'base64'), alt: shortened(words(alt, locale) || '—', LIMITS.altText) };
}

/** Slack draws one table a message: the others are lines. */
function withOneTable(parts: readonly RenderedPart[]): readonly RenderedPart[] {
  const isTable = ({ rich }: RenderedPart) => rich.some(({ type }) => type === 'table');
  const first = parts.findIndex(isTable);
  return parts.map((part, at) => (at !== first && isTable(part) ? { ...part, rich: part.plain } : part));
}

/** As many parts as a message takes, in their order. */
function fitting(
  parts: readonly RenderedPart[],
  name: string,
  actions: readonly KnownBlock[],
): readonly RenderedPart[] {
  const kept: RenderedPart[] = [];
  const around = sections(name).length + actions.length + SPARE_BLOCKS;
  const spare = name.length * 2 + textLength(actions) + SPARE_TEXT;
  for (const part of parts) {
    const next = [...kept, part];
    const fits = (way: 'rich' | 'plain') => {
      const blocks = next.flatMap((one) => one[way]);
      const tables = blocks.filter(({ type }) => type === 'table').length;
      return (
        blocks.length + around <= LIMITS.blocksInMessage &&
        tables <= LIMITS.tablesInMessage &&
        textLength(blocks) + spare <= LIMITS.textInMessage
      );
    };
    if (!fits('rich') || !fits('plain')) break;
    kept.push(part);
  }
  return kept;
}

/** Escaped text may be longer than what it was made of. */
function escapedWithin(text: string): string {
  const escaped = escapeText(text);
  if (escaped.length <= LIMITS.messageText) return escaped;
  return escapeText(shortened(text, LIMITS.messageText / 5));
}

function fileOf(name: string, text: string): SlackFile {
  return { name: fileNameOf(name), title: shortened(name || 'labvm', LIMITS.header), text };
}
