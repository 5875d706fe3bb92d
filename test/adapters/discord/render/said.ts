import { ComponentType } from 'discord-api-types/v10';
import type { DiscordContent } from '../../../../adapters/discord/content.ts';

/** The texts of a card, in their order. */
export function textsOf({ components }: DiscordContent): readonly string[] {
  return components
    .flatMap((one) => (one.type === ComponentType.Container ? one.components : [one]))
    .flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content] : []));
}

/** The rows of a card, in their order. */
export function rowsOf({ components }: DiscordContent) {
  return components
    .flatMap((one) => (one.type === ComponentType.Container ? one.components : [one]))
    .flatMap((one) => (one.type === ComponentType.ActionRow ? [one] : []));
}

const FENCED = /^```\n[\s\S]*?\n```$/gm;
/** Escapes as Discord reads them: a backslash before anything but letters, digits and blanks. */
const ESCAPED = /\\[^0-9A-Za-z\s]/gu;

/** What acts on its reader in a text: signs of Discord's markdown that nothing holds back, beside the renderer's own. */
export function actingSigns(text: string): readonly string[] {
  const bare = text
    .replace(FENCED, '')
    .replace(/(?<!\\)`[0-9a-f.:]+`/g, 'x')
    .replace(ESCAPED, 'x')
    .replace(/^(### |-# )/gm, '')
    .replace(/^\*\*[^*\n]+\*\*/gm, '');
  return bare.match(/[*_~`|<>[\]@\\]|:(?=\S)|^[^\S\n]*(?:[#+-]|\d+\.(?:\s|$)).*/gm) ?? [];
}
