import { componentsIn } from '../../test/servers/discord/index.ts';
import type { Component, Message } from '../../test/servers/discord/space.ts';
import { commandIn, stacked } from './markdown.ts';

type Shown = Pick<Message, 'content' | 'components' | 'attachments'>;

/** What a message in Discord shows, as Markdown. @throws Error where it has a part that nobody here has seen yet */
export function shownInDiscord({ content, components }: Shown): string {
  return stacked([plain(content), ...components.map(drawn)]);
}

/** The labels of a message's buttons by the command lines that these carry. */
export function buttonsInDiscord({ components }: Shown): ReadonlyMap<string, string> {
  const buttons = componentsIn(components).filter(
    ({ type, custom_id: id }) => type === 2 && id !== undefined,
  );
  return new Map(buttons.map(({ custom_id: id, label }) => [commandIn(String(id)), String(label)]));
}

/** Component types of Discord's (docs.discord.com, components). */
function drawn(component: Component): string {
  const { type, accessory } = component;
  switch (type) {
    case 1:
      return listOf(component.components).map(drawn).join(' ');
    case 2:
      return `[${component.label}]`;
    case 3:
      return `[${[component.placeholder, ...listOf(component.options).map(({ label }) => label)].join(' · ')} ▾]`;
    case 9:
      return stacked([
        ...listOf(component.components).map(drawn),
        ...(accessory ? [drawn(accessory as Component)] : []),
      ]);
    case 10:
      return plain(String(component.content));
    case 11:
      return pictureOf(component);
    case 12:
      return listOf(component.items).map(pictureOf).join(' ');
    case 13:
      return '[file]';
    case 14:
      return '';
    case 17:
      return stacked(listOf(component.components).map(drawn));
    default:
      throw new Error(`Nobody has said yet how Discord’s component ${type} is written down.`);
  }
}

/** Discord's Markdown is Markdown, but for its quiet lines. */
const plain = (text: string): string => text.replace(/^-# (.*)$/gm, '_$1_');

const pictureOf = ({ description }: Readonly<Record<string, unknown>>): string => `[picture: ${description}]`;

function listOf(value: unknown): readonly Component[] {
  return Array.isArray(value) ? (value as readonly Component[]) : [];
}
