import { componentsIn, type Message } from '../../../servers/discord/index.ts';

/** All that a message shows, as its reader takes it in: without the backslashes that nobody sees. */
export function shownText({ content, components }: Pick<Message, 'content' | 'components'>): string {
  const texts = componentsIn(components).flatMap((one) => {
    const { content: text, label, placeholder } = one as Partial<Record<string, unknown>>;
    return [text, label, placeholder].filter((part) => typeof part === 'string');
  });
  return [content, ...texts]
    .filter((text) => text !== '')
    .join('\n')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** The labels of a message's buttons. */
export function buttonsOf({ components }: Pick<Message, 'components'>): readonly string[] {
  return componentsIn(components)
    .filter(({ type }) => type === 2)
    .map(({ label }) => String(label));
}
