import { type APIMessageComponentInteraction, ComponentType } from 'discord.js';
import type { Act } from './act.ts';
import { basisOf } from './basis.ts';

/** A button that was pressed or an entry of a menu that was chosen; null where it carries no command line. */
export function actOfComponent(interaction: APIMessageComponentInteraction): Act | null {
  const line = lineOfComponent(interaction);
  return line?.startsWith('/') ? { ...basisOf(interaction), line } : null;
}

function lineOfComponent({ data }: APIMessageComponentInteraction): string | undefined {
  if (data.component_type === ComponentType.Button) return data.custom_id;
  return data.component_type === ComponentType.StringSelect ? data.values[0] : undefined;
}
