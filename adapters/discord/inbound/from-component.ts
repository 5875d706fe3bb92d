import { type APIMessageComponentInteraction, ComponentType } from 'discord.js';
import { standsIn } from '../../../src/chat/stands-in.ts';
import type { Act } from './act.ts';
import { basisOf, inPlace } from './basis.ts';

/** What answers a question. */
const YES = / --yes$/;

/** A button that was pressed or an entry of a menu that was chosen; null where it carries no command line. */
export function actOfComponent(interaction: APIMessageComponentInteraction): Act | null {
  const line = lineOfComponent(interaction);
  if (!line?.startsWith('/')) return null;
  const wasShown = standsIn(line, interaction.message.components);
  return { ...inPlace(basisOf(interaction), YES.test(line)), line, ...(wasShown ? { wasShown } : {}) };
}

function lineOfComponent({ data }: APIMessageComponentInteraction): string | undefined {
  if (data.component_type === ComponentType.Button) return data.custom_id;
  return data.component_type === ComponentType.StringSelect ? data.values[0] : undefined;
}
