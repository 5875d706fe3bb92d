import { withoutCode } from '../../../src/base/code.ts';

/** Slack's own marks in a text: `<@U1|ana>`, `<#C1|lab>`, `<!here>`, `<https://web1.lab|web1.lab>`. */
const MARK = /<([^<>]*)>/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
/** Formatting around a whole line. */
const WRAPPED = /^([*_])((?:(?!\1)[\s\S])*)\1$/;

/** What somebody typed, of what Slack made of it: links, mentions and entities as their words. */
export function spokenText(text: string): string {
  const plain = text.replace(MARK, (_, mark: string) => wordsOf(mark));
  return unwrapped(plain.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity).trim());
}

/** What was said to the bot: what follows its mention; what stands before it, if nothing follows. */
export function saidTo(botUser: string, text: string): string {
  const mention = [...text.matchAll(MARK)].find(([, mark = '']) => mark.split('|', 1)[0] === `@${botUser}`);
  if (!mention) return spokenText(text);
  const after = text.slice(mention.index + mention[0].length).replace(/^[\s,:;]+/, '');
  return spokenText(after.trim() === '' ? text.slice(0, mention.index) : after);
}

function wordsOf(mark: string): string {
  const [target = '', label] = mark.split('|', 2);
  // Names change, and two people may bear one: somebody is meant by their id.
  if (target.startsWith('@')) return target;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  return label ?? target.replace(/^mailto:/, '');
}

function unwrapped(text: string): string {
  const code = withoutCode(text);
  return code === text ? (WRAPPED.exec(text)?.[2]?.trim() ?? text) : code.trim();
}
