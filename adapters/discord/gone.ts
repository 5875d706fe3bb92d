import { type APIMessage, type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord.js';
import type { Body } from './rest/index.ts';

/** What is shown of a message whose buttons are for something that is gone: all but what can be pressed, and why. */
export function withoutButtons(
  message: Pick<APIMessage, 'components' | 'content' | 'flags'>,
  sentence: string,
): Body {
  const { components = [], content, flags = 0 } = message;
  const silent = { allowed_mentions: { parse: [] as [] } };
  if ((flags & MessageFlags.IsComponentsV2) === 0)
    return {
      content: [content, sentence].filter((line) => line !== '').join('\n'),
      components: [],
      ...silent,
    };
  const said = { type: ComponentType.TextDisplay, content: sentence } as const;
  return { flags: MessageFlags.IsComponentsV2, components: [...components.flatMap(kept), said], ...silent };
}

function kept(component: APIMessageTopLevelComponent): readonly APIMessageTopLevelComponent[] {
  if (component.type === ComponentType.ActionRow) return [];
  if (component.type !== ComponentType.Container) return [component];
  const inner = component.components.filter(({ type }) => type !== ComponentType.ActionRow);
  return inner.length === 0 ? [] : [{ ...component, components: inner }];
}
