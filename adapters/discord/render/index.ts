import { type APIComponentInContainer, type APIContainerComponent, ComponentType } from 'discord.js';
import type { Locale } from '../../../src/text.ts';
import { plainText } from '../../../src/view/plain.ts';
import { shortened } from '../../../src/view/shortened.ts';
import { spoken } from '../../../src/view/spoken.ts';
import type { Part, Tone, View } from '../../../src/view/view.ts';
import type { DiscordContent, DiscordFile } from '../content.ts';
import { LIMITS } from '../limits.ts';
import { actionRows } from './actions.ts';
import { escapeText } from './escape.ts';
import { quiet, renderPart, words } from './parts.ts';

export { escapeText } from './escape.ts';

const SIGNS: Readonly<Record<Tone, string>> = {
  plain: '',
  working: '⏳ ',
  good: '✅ ',
  warning: '⚠️ ',
  bad: '❌ ',
};
/** The line at a card's side; none for what is plain. */
const COLOURS: Readonly<Record<Tone, number | null>> = {
  plain: null,
  working: 0x3b82f6,
  good: 0x22a06b,
  warning: 0xe2a400,
  bad: 0xd13438,
};

const REST = {
  en: 'There is more than fits into a message: all of it is in the file.',
  es: 'Hay más de lo que cabe en un mensaje: está todo en el archivo.',
};

/** What stays free for what the sending adds, such as how to let labvm into a channel. */
const SPARE_TEXT = 300;
/** The longest heading. */
const MOST_TITLE = 250;
/** More parts than these stand in one text, for a message takes only so many components. */
const MOST_PARTS = 12;

/** The only way a view is said in Discord. Everything that Discord limits is within its limits; what does not fit is a file. */
export function renderMessage(view: View, locale: Locale): DiscordContent {
  const title = view.title === undefined ? '' : words(view.title, locale);
  const name = shortened(title, MOST_TITLE);
  const rows = actionRows(view.actions, locale);
  const heading = escapeText(name);
  const head = `${SIGNS[view.tone]}${heading}`.trim() === '' ? [] : [`### ${SIGNS[view.tone]}${heading}`];
  const rest = quiet(REST[locale]);
  const room = LIMITS.textInComponents - SPARE_TEXT - (head[0] ?? '').length - rest.length;
  const { texts, isShort } = textsOf(view.parts, locale, room);
  const isCut = isShort || name !== title;
  const said = [...head, ...texts, ...(isCut ? [rest] : [])];
  const shown = said.length === 0 && rows.length === 0 ? ['—'] : said;
  const inner: APIComponentInContainer[] = [
    ...shown.map((content) => ({ type: ComponentType.TextDisplay as const, content })),
    ...rows,
  ];
  const colour = COLOURS[view.tone];
  const card: APIContainerComponent = {
    type: ComponentType.Container,
    ...(colour === null ? {} : { accent_color: colour }),
    components: inner,
  };
  return {
    components: [card],
    plain: { content: plainContent(view, locale), components: [...rows] },
    file: isCut ? fileOf(name, plainText(view, locale, Number.POSITIVE_INFINITY)) : null,
  };
}

/** As many parts as there is room for, in their order; the last one as much of it as there is. */
function textsOf(parts: readonly Part[], locale: Locale, room: number) {
  const texts: string[] = [];
  let left = room;
  let isShort = false;
  for (const part of parts) {
    const rendered = renderPart(part, locale, left);
    if (rendered.text.trim() !== '') texts.push(rendered.text);
    left -= rendered.text.length + 1;
    isShort = rendered.isShort;
    if (isShort) break;
  }
  return { texts: texts.length > MOST_PARTS ? [texts.join('\n')] : texts, isShort };
}

/** The same without a card, as it is read aloud. */
function plainContent(view: View, locale: Locale): string {
  const text = spoken(view, locale) || '—';
  const escaped = escapeText(text);
  if (escaped.length <= LIMITS.content) return escaped;
  // Each character may be escaped.
  return escapeText(shortened(text, LIMITS.content / 2));
}

/** A name that every file system takes, and `attachment://` too. */
function fileOf(name: string, text: string): DiscordFile {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return { name: `${safe || 'labvm'}.txt`, text };
}
