/**
 * What Discord's markdown makes formatting, links, mentions, emoji or times of, wherever it stands. A colon does so
 * only before something, a bracket of the round kind only behind a square one: whoever copies a message on a phone
 * gets the backslashes too, so there are no more than needed.
 */
const SIGNS = /[\\*_~`|<>[\]@]|:(?=\S)/g;
/** What it makes headings, lists, quotes or quiet lines of, where a line begins with it. */
const AT_LINE_BEGIN = /^([^\S\n]*)(?:([#+-])|(\d+)(\.)(?=\s|$))/gm;

/**
 * Text that Discord shows as it is: nobody is mentioned, nothing becomes a link. A backslash before a sign of
 * punctuation is not shown (support.discord.com, markdown text).
 */
export function escapeText(text: string): string {
  return text
    .replace(SIGNS, (sign) => `\\${sign}`)
    .replace(AT_LINE_BEGIN, (_, blank: string, sign?: string, digits?: string) =>
      sign === undefined ? `${blank}${digits}\\.` : `${blank}\\${sign}`,
    );
}

const ZERO_WIDTH_SPACE = '\u200b';

/** Text as it is, in a block of letters of the same width, which nothing in it can end. */
export function preformatted(text: string): string {
  const inner = text.replace(/`(?=`)/g, `\`${ZERO_WIDTH_SPACE}`);
  return `\`\`\`\n${inner}\n\`\`\``;
}
