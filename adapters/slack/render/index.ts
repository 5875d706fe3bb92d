import type { KnownBlock } from '@slack/types';
import { join, type Locale } from '../../../src/base/text.ts';
import { fileNameOf } from '../../../src/view/file-name.ts';
import { REST_IN_FILE, TONE_SIGNS } from '../../../src/view/message-words.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { spoken } from '../../../src/view/spoken.ts';
import type { Part, PicturePart, View } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import type { SlackContent, SlackFile, SlackPicture, Ways } from '../content.ts';
import { LIMITS } from '../limits.ts';
import { actionBlocks } from './actions.ts';
import { contexts, sections, textLength, title as titled } from './blocks.ts';
import { type RenderedPart, renderPart } from './parts.ts';
import { escapeText } from './text.ts';

export { escapeText } from './text.ts';

/** What stays free for what the sending adds, such as how to invite labvm. */
const SPARE_BLOCKS = 2;
const SPARE_TEXT = 500;

/** The only way a view is said in Slack. Everything that Slack limits is within its limits; what does not fit is a file. */
export function renderMessage(view: View, locale: Locale): SlackContent {
  const whole = view.title === undefined ? '' : words(view.title, locale).trim();
  const sign = TONE_SIGNS[view.tone];
  const title = whole === '' ? '' : `${sign}${whole}`;
  const heading = shortened(title, LIMITS.text);
  // Without a title the sign stands before the first words.
  const said = whole === '' ? signed(view.parts, sign) : view.parts;
  const firstTable = said.findIndex(({ kind }) => kind === 'table');
  const rendered = said.map((part, at) =>
    renderPart(part, { locale, name: heading, at, isTable: at === firstTable }),
  );
  const actions = actionBlocks(view.actions, locale);
  const fit = fitting(rendered, heading, actions);
  const isWhole = heading === title && fit.length === said.length && fit.every(({ isShort }) => !isShort);
  const end = [...(isWhole ? [] : contexts(REST_IN_FILE[locale])), ...actions];
  const ways = fit.map((part) => part.ways);
  return {
    text: escapedWithin(spoken(view, locale) || '—'),
    parts: [...withHeading(ways, titled(heading)), [end, end, end, end]],
    pictures: view.parts.flatMap((part) => (part.kind === 'picture' ? [pictureOf(part, locale)] : [])),
    file: isWhole ? null : fileOf(view, whole, plainText(view, locale, Number.POSITIVE_INFINITY)),
  };
}

function signed(parts: readonly Part[], sign: string): readonly Part[] {
  const [first, ...more] = parts;
  if (sign === '' || first?.kind !== 'text') return parts;
  return [{ ...first, text: join([sign, first.text], '') }, ...more];
}

/** The title stands above the first part; a plan has it in itself. */
function withHeading(parts: readonly Ways[], heading: readonly KnownBlock[]): readonly Ways[] {
  const [[best, older, formatted, plain] = NOTHING, ...more] = parts;
  const headed = (blocks: readonly KnownBlock[]) =>
    blocks[0]?.type === 'plan' ? blocks : [...heading, ...blocks];
  return [[headed(best), headed(older), headed(formatted), headed(plain)], ...more];
}

const NOTHING: Ways = [[], [], [], []];

function pictureOf({ png, alt }: PicturePart, locale: Locale): SlackPicture {
  const said = words(alt, locale);
  return {
    name: fileNameOf(said, 'png'),
    png: Buffer.from(png, 'base64'),
    alt: shortened(said || '—', LIMITS.altText),
  };
}

/** As many parts as a message takes, in their order, whichever way each of them is drawn. */
function fitting(
  parts: readonly RenderedPart[],
  heading: string,
  actions: readonly KnownBlock[],
): readonly RenderedPart[] {
  let blocks = LIMITS.blocksInMessage - sections(heading).length - actions.length - SPARE_BLOCKS;
  let text = LIMITS.textInMessage - heading.length * 2 - textLength(actions) - SPARE_TEXT;
  const over = parts.findIndex(({ ways }) => {
    blocks -= Math.max(...ways.map(({ length }) => length));
    text -= Math.max(...ways.map(textLength));
    return blocks < 0 || text < 0;
  });
  return over < 0 ? parts : parts.slice(0, over);
}

/** Escaped text may be longer than what it was made of. */
function escapedWithin(text: string): string {
  const escaped = escapeText(text);
  if (escaped.length <= LIMITS.messageText) return escaped;
  return escapeText(shortened(text, LIMITS.messageText / 5));
}

function fileOf({ about }: View, title: string, text: string): SlackFile {
  return {
    name: fileNameOf(about ?? title),
    title: shortened(title || about || 'labvm', LIMITS.header),
    text,
  };
}
