import { type APIComponentInContainer, type APIContainerComponent, ComponentType } from 'discord.js';
import type { Locale } from '../../../src/base/text.ts';
import { fileNameOf } from '../../../src/view/file-name.ts';
import { REST_IN_FILE, TONE_SIGNS } from '../../../src/view/message-words.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { spoken } from '../../../src/view/spoken.ts';
import type { Part, Tone, View } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import type { DiscordContent, DiscordFile } from '../content.ts';
import { LIMITS } from '../limits.ts';
import { actionRows, linkRows } from './actions.ts';
import { escapeText } from './escape.ts';
import { prose, quiet, type RenderedPart, renderPart } from './parts.ts';
import { picturesOf, withPictures } from './pictures.ts';

export { escapeText } from './escape.ts';

/** The line at a card's side; none for what is plain. */
const COLOURS: Readonly<Record<Tone, number | null>> = {
  plain: null,
  working: 0x3b82f6,
  good: 0x22a06b,
  warning: 0xe2a400,
  bad: 0xd13438,
};

/** What stays free for what the sending adds, such as how to let labvm into a channel. */
const SPARE_TEXT = 300;
/** A longer title, as of an error that is told in full, is a paragraph. */
const MOST_HEADING = 150;
const MOST_TITLE = 2000;
/** More parts than these stand in one text, for a message takes only so many components. */
const MOST_PARTS = 12;

/** The only way a view is said in Discord. Everything that Discord limits is within its limits; what does not fit is a file. */
export function renderMessage(view: View, locale: Locale): DiscordContent {
  const title = view.title === undefined ? '' : words(view.title, locale).trim();
  const links = view.parts.filter((part) => part.kind === 'link');
  const rows = [...linkRows(links, locale), ...actionRows(view.actions, locale)].slice(
    0,
    LIMITS.rowsInMessage,
  );
  const head = headOf(title, view.tone);
  const sign = TONE_SIGNS[view.tone];
  const room = LIMITS.textInComponents - SPARE_TEXT - (head.text || sign).length;
  const { texts, isShort } = textsOf(view.parts, locale, room);
  const isCut = isShort || head.isShort;
  // Without a title the sign stands before the first words.
  const [first] = view.parts;
  const isSigned = title === '' && first?.kind === 'text' && words(first.text, locale).trim() !== '';
  const said = isSigned ? [`${sign}${texts[0]}`, ...texts.slice(1)] : [head.text, ...texts];
  const all = said.filter((text) => text.trim() !== '');
  const shown = all.length === 0 && rows.length === 0 ? ['—'] : all;
  const displays = shown.map((content) => ({ type: ComponentType.TextDisplay as const, content }));
  const pictures = picturesOf(view.parts, locale);
  const colour = COLOURS[view.tone];
  const card = (inner: readonly APIComponentInContainer[]): APIContainerComponent => ({
    type: ComponentType.Container,
    ...(colour === null ? {} : { accent_color: colour }),
    components: [...inner, ...rows],
  });
  const pictured = { components: [card(withPictures(displays, view.parts, pictures))], pictures };
  const plain = plainContent(view, locale);
  const file = (): DiscordFile => ({
    name: fileNameOf(view.about ?? title),
    text: plainText(view, locale, Number.POSITIVE_INFINITY),
    note: quiet(REST_IN_FILE[locale]),
  });
  return {
    components: [card(displays)],
    pictured: pictures.length === 0 ? null : pictured,
    plain: { content: plain.text, components: [...rows], file: plain.isShort ? file() : null },
    file: isCut ? file() : null,
  };
}

function headOf(title: string, tone: Tone): RenderedPart {
  const mark = title.length <= MOST_HEADING ? '### ' : '';
  return prose(title, (said) => `${mark}${TONE_SIGNS[tone]}${escapeText(said)}`, MOST_TITLE);
}

/** As many parts as there is room for, in their order; the last one as much of it as there is. */
function textsOf(parts: readonly Part[], locale: Locale, room: number) {
  const texts: string[] = [];
  let left = room;
  let isShort = false;
  for (const part of parts) {
    const rendered = renderPart(part, locale, left);
    isShort = rendered.isShort;
    if (rendered.text !== '') {
      texts.push(rendered.text);
      left -= rendered.text.length + 1;
    }
    if (isShort) break;
  }
  return { texts: texts.length > MOST_PARTS ? [texts.join('\n')] : texts, isShort };
}

/** The same without a card, as it is read aloud. */
function plainContent(view: View, locale: Locale): RenderedPart {
  const whole = spoken(view, locale) || '—';
  const most = LIMITS.content - SPARE_TEXT;
  const text = shortened(whole, most);
  const escaped = escapeText(text);
  if (escaped.length <= most) return { text: escaped, isShort: text !== whole };
  // Each character may be escaped.
  return { text: escapeText(shortened(text, most / 2)), isShort: true };
}
